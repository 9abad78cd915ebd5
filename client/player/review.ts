import type { Bundle } from '../../domain/bundle/schema.js'
import type { Definition } from '../../domain/definition/schema.js'
import type { Instant } from '../../domain/process/command.js'
import { assignmentId } from '../../domain/process/ids.js'
import { crossCutting } from '../../domain/review/whole.js'
import { fieldsAsked } from '../../domain/sheet/content.js'
import { asList, asObject, asText } from '../../domain/sheet/loose-content.js'
import { sha256 } from '../../domain/trail/canonical.js'
import type { Connections } from '../app/connections.js'
import type { Request } from '../app/request.js'
import { sheetPromises } from '../app/review/promises/sheet-promises.js'
import { recordRemarks } from '../app/review/remarks/remarks.js'
import { recordAllotments, standingAllotments } from '../app/review/selecting/allotments.js'
import { releaseSheets } from '../app/review/selecting/release-sheets.js'
import type { Plan } from './left.js'
import type { Waiting } from './people.js'

interface ReviewedYear {
  id: string
  office: string
  bundle: Bundle
  definition: Definition
}

/** What the office writes down of one conversation with one member: they are recorded together. */
interface Notes {
  id: string
  /** the assignment in which it was said */
  said: string
  seat: string | null
  source: NonNullable<Bundle['remarks']>[number]['source']
  remarks: NonNullable<Bundle['remarks']>
}

/** Path of a page of a year. */
export const yearPage = (cycleId: string, page: string): string => `/${cycleId.replace('/cycle/', '/')}/${page}`

/** The office's part in Check and Action of a played year, and what a hand-in can only say when it is handed in: numbers given meanwhile. */
export function reviewOf(connections: Connections, { id: cycleId, office, bundle, definition }: ReviewedYear) {
  const { db } = connections
  const city = definition.city.id
  const word = (name: string) => ({
    id: sha256(`${cycleId}\n${name}`).slice(0, 32),
    cycleId,
    post: office,
    person: null,
    via: 'player' as const,
  })
  const notes = notesOf(bundle, cycleId, city)
  const memberSteps = definition.steps.filter(({ asks }) => asks.some(({ per }) => per === 'member')).map(({ id }) => id)
  const written = new Set<string>()
  let ready = memberSteps.length === 0

  /** The meeting in which an assignment was recorded. Null: it is no meeting's. */
  async function meetingOf(assignment: string): Promise<string | null> {
    const { stepKey } = await db.process.findUniqueOrThrow({ where: { id: assignment }, select: { stepKey: true } })
    const item = await db.agendaItem.findFirst({ where: { cycleId, stepKey: stepKey ?? '' }, orderBy: { meetingId: 'desc' } })
    return item?.meetingId ?? null
  }

  /** What was said is written down where the hearing is over. */
  async function writeDown(at: Instant): Promise<Plan[]> {
    const left = notes.filter(({ id }) => !written.has(id))
    if (left.length === 0) return []
    const [over, known] = await Promise.all([
      db.process.findMany({ where: { id: { in: left.map(({ said }) => said) }, state: 'accepted' }, select: { id: true } }),
      db.command.findMany({ where: { id: { in: left.map(({ id }) => id) } }, select: { id: true } }),
    ])
    for (const { id } of known) written.add(id)
    const due = left.filter(({ id, said }) => !written.has(id) && over.some((one) => one.id === said))
    const about = { at, what: '発言の記録', page: yearPage(cycleId, 'review/remarks') }
    return due.map(({ id, said, seat, source, remarks }) => ({
      ...about,
      key: id,
      perform: async () => {
        const sourceOf = (await meetingOf(said)) ?? said
        const lines = remarks.map(({ subject, text }) => ({ subject, text }))
        await recordRemarks(db, { ...word(''), id, source, sourceOf, seat, remarks: lines })
      },
    }))
  }

  /** Once members are asked, it is said who looks at what, and they are shown the accepted sheets. What a person has said of it stays. */
  async function openToMembers(at: Instant): Promise<Plan[]> {
    if (ready || (await db.process.count({ where: { cycleId, kind: 'assignment', stepKey: { in: memberSteps } } })) === 0) return []
    const { state } = await db.process.findUniqueOrThrow({ where: { id: cycleId }, select: { state: true } })
    ready = state !== 'running' || (await db.command.count({ where: { cycleId, act: { in: ['sheets-released', 'sheets-hidden'] } } })) > 0
    if (ready) return []
    const cells = (bundle.allotments ?? []).map(({ programme, seat, standing, reason = '' }) => ({
      programme,
      seat: `${city}/${seat}`,
      standing,
      reason,
    }))
    const perform = async () => {
      if (cells.length > 0 && (await standingAllotments(db, cycleId)).length === 0)
        await recordAllotments(connections, { ...word('allotments'), cells })
      await releaseSheets(connections, { ...word('release-sheets'), visible: true })
    }
    return [{ at, key: `${cycleId} members`, what: '担当・利害関係と委員への公開', page: yearPage(cycleId, 'review/allotment'), perform }]
  }

  /** The numbers under which the office wrote things down. */
  async function numbers(): Promise<Map<string, number>> {
    const rows = await db.command.findMany({ where: { id: { in: notes.map(({ id }) => id) } }, select: { id: true, payload: true } })
    const given = new Map(rows.map(({ id, payload }) => [id, asText(asObject(payload).remarks).split(' ').map(Number)]))
    return new Map(
      notes.flatMap(({ id, remarks }) =>
        remarks.flatMap(({ key }, at): [string, number][] => (given.get(id)?.[at] ? [[key, given.get(id)?.[at] ?? 0]] : [])),
      ),
    )
  }

  const openPromises = ({ subject }: Waiting, stepKind: string) =>
    sheetPromises(db, { city, definition: definition.id, fiscalYear: bundle.fiscalYear, subject, stepKind })

  /** Actions without the numbers of opinions that are not there this time: a card was withdrawn meanwhile, and nobody spoke of it. */
  async function naming({ subject }: Waiting, actions: Record<string, unknown>[]): Promise<Record<string, unknown>[]> {
    if (actions.every(({ answers, whole }) => asList(answers).length + asList(whole).length === 0)) return actions
    const rows = await db.$queryRaw<{ subject: string; no: number }[]>`
      SELECT subject, no FROM opinion WHERE cycle_id = ${cycleId} AND subject IN (${subject}, ${crossCutting})`
    const there = (of: string, numbers: unknown) => asList(numbers).filter((no) => rows.some((row) => row.subject === of && row.no === no))
    return actions.map(({ whole, ...action }) => ({
      ...action,
      answers: there(subject, action.answers),
      ...(whole === undefined ? {} : { whole: there(crossCutting, whole) }),
    }))
  }

  /** The statements' own ids, where a member says it. */
  const spokenBy = (source: string): string | null => {
    const [seat = '', item] = source.split('#')
    const step = memberSteps.find((one) => bundle.entries[one]?.[seat] !== undefined)
    return item && step ? `m:${assignmentId(cycleId, step, seat)}#${item}` : null
  }

  return {
    /** What the office does of itself at this instant, before anybody else acts. */
    preparations: async (at: Instant): Promise<Plan[]> => [...(await writeDown(at)), ...(await openToMembers(at))],

    /** A hand-in with what is known only now: the earlier promises that are open, and the numbers of what was written down. */
    async completed(waiting: Waiting, request: Request): Promise<Request> {
      const content = asObject(request.content)
      const types = fieldsAsked(definition, waiting.form, waiting.round).map(({ type }) => type)
      const now: Record<string, unknown> = {}
      if (types.includes('promises')) {
        const answers = asList(content.promises).map(asObject)
        // Of what the record says nothing (a person promised it meanwhile), nothing is made up: it goes on.
        now.promises = (await openPromises(waiting, 'collect')).map(
          ({ ref }) => answers.find((one) => one.ref === ref) ?? { ref, state: 'under-way' },
        )
      }
      const actions = await naming(waiting, asList(content.actions).map(asObject))
      if (actions.length > 0) now.actions = actions
      if (actions.some(({ continues }) => continues !== undefined)) {
        const open = new Set((await openPromises(waiting, 'respond')).map(({ ref }) => ref))
        now.actions = actions.map(({ continues, ...action }) => (open.has(asText(continues)) ? { ...action, continues } : action))
      }
      const statements = asList(content.statements).map(asObject)
      const opinions = asList(content.opinions).map(asObject)
      const noOf = [...statements, ...opinions].some(({ of, sources }) => of ?? sources) ? await numbers() : new Map<string, number>()
      const keyAt = (place: unknown) => bundle.remarks?.[Number(place) - 1]?.key ?? ''
      const keyOf = (source: string) => (noOf.has(source) ? `r${noOf.get(source)}` : spokenBy(source))
      if (statements.length > 0)
        now.statements = statements.flatMap((one) => {
          const no = one.of === undefined ? undefined : noOf.get(keyAt(one.of))
          return one.of === undefined ? [one] : no === undefined ? [] : [{ ...one, of: no }]
        })
      if (opinions.length > 0)
        now.opinions = opinions.map(({ sources, ...one }) =>
          sources === undefined ? one : { ...one, sources: asList(sources).flatMap((key) => keyOf(asText(key)) ?? []) },
        )
      return { ...request, content: { ...content, ...now } } as Request
    },
  }
}

function notesOf({ remarks = [] }: Bundle, cycleId: string, city: string): Notes[] {
  const groups = new Map<string, Notes>()
  for (const remark of remarks) {
    const { said, source, seat } = remark
    const place = assignmentId(cycleId, said.step, said.subject)
    const name = `${place}\n${source}\n${seat ?? ''}`
    const group = groups.get(name)
    if (group) group.remarks.push(remark)
    else
      groups.set(name, {
        id: sha256(`${name}\nremarks`).slice(0, 32),
        said: place,
        seat: seat === null ? null : `${city}/${seat}`,
        source,
        remarks: [remark],
      })
  }
  return [...groups.values()]
}
