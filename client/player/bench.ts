import type { Bundle } from '../../domain/bundle/schema.js'
import type { Definition } from '../../domain/definition/schema.js'
import type { BenchOpinion, Printing } from '../../domain/review/bench-content.js'
import { asList, asNumber, asObject, asText } from '../../domain/sheet/loose-content.js'
import { sha256 } from '../../domain/trail/canonical.js'
import type { Connections } from '../app/connections.js'
import { Refused } from '../app/errors.js'
import type { Request } from '../app/request.js'
import { setAside } from '../app/review/remarks/set-aside.js'
import { isOnBench, readBenches } from '../app/review/workbench/bench.js'
import { changeBench, newId } from '../app/review/workbench/bench-act.js'
import { handInOpinions } from '../app/review/workbench/hand-in-opinions.js'
import { isLeft, listSaid } from '../app/review/workbench/said.js'
import type { Waiting } from './people.js'

interface BenchYear {
  id: string
  office: string
  bundle: Bundle
  definition: Definition
}

/** One opinion as it shall be. */
interface Wanted extends Omit<BenchOpinion, 'id' | 'source' | 'unnumbered'> {
  /** the report gives it no number */
  unnumbered: boolean
}

const short = (...words: (string | number)[]): string => sha256(words.join('\n')).slice(0, 32)

/** The workbench (意見整理) of a played year: opinions are made of what was said, one by one, and handed in from there. */
export function benchOf(connections: Connections, { id: cycleId, office, bundle, definition }: BenchYear) {
  const { db } = connections

  /** Whether a hand-in is made on the workbench: opinions alone, in a year of which it is told what was said, numbered from 1 or not at all. */
  function isOrdered({ stepKind }: Waiting, { act, content }: Request): boolean {
    const fields = Object.keys(asObject(content))
    if (bundle.remarks === undefined || stepKind !== 'consolidate' || act !== 'submit' || fields.join() !== 'opinions') return false
    const numbers = wantedOf(content).map(({ no, unnumbered }) => (unnumbered ? 0 : no))
    return numbers.every((no) => no === 0) || numbers.every((no, at) => no === at + 1)
  }

  /** Makes what is missing of a subject's opinions; one that stands on the bench already stays as it is. @returns the draft's revision */
  async function putInOrder(subject: string, wanted: Wanted[], person: string): Promise<number> {
    const [bench] = await readBenches(db, cycleId, definition, subject)
    if (!bench) return 0
    const { base } = bench
    let { revision } = bench
    const act = async (name: string, change: Parameters<typeof changeBench>[1]['act']): Promise<string> => {
      const id = short(bench.id, base, name)
      const word = { id, cycleId, post: office, person, via: 'player' as const }
      if ((await changeBench(db, { ...word, subject, revision, base, act: change })).kind === 'conflict')
        throw new Refused('changed-meanwhile')
      revision += 1
      return id
    }
    const standing = [...bench.opinions]
    const placed: { id: string; as: string }[] = []
    for (const [at, { printing: _, ...one }] of wanted.entries()) {
      const found = standing.findIndex(({ text }) => text === one.text)
      const [stands] = found < 0 ? [] : standing.splice(found, 1)
      placed.push(
        stands ? { id: stands.id, as: stands.printing.as } : { id: newId(await act(`make ${at}`, { do: 'make', ...one })), as: 'printed' },
      )
    }
    for (const [at, { printing, text, kind, viewpoint }] of wanted.entries()) {
      const { id: opinion = '', as = '' } = placed[at] ?? {}
      if (printing.as !== as) await act(`print ${at}`, { do: 'reword', opinion, text, kind, viewpoint, printing })
    }
    return revision
  }

  /** What was said besides and is no opinion by the record becomes none. */
  async function setRestAside(subjects: string[]): Promise<void> {
    const benches = await readBenches(db, cycleId, definition)
    const left = (await listSaid(db, cycleId, benches)).filter((one) => subjects.includes(one.subject) && isLeft(one)).map(({ key }) => key)
    if (left.length === 0) return
    const word = { id: short(cycleId, ...left, 'aside'), cycleId, post: office, person: null, via: 'player' as const }
    await setAside(db, { ...word, keys: left, reason: '再生する年度の記録では、意見になっていないため。', standing: true })
  }

  /** Puts the opinions of subjects in order and hands them in together. @throws Error naming what keeps one from being handed in */
  async function order(items: { waiting: Waiting; content: unknown }[]): Promise<void> {
    const holding = await db.holding.findFirst({ where: { postId: office }, select: { personId: true }, orderBy: { from: 'desc' } })
    const person = holding?.personId ?? ''
    const subjects: { subject: string; revision: number }[] = []
    for (const { waiting, content } of items)
      subjects.push({ subject: waiting.subject, revision: await putInOrder(waiting.subject, wantedOf(content), person) })
    await setRestAside(items.map(({ waiting }) => waiting.subject))
    const id = short(cycleId, ...items.map(({ waiting }) => `${waiting.id} ${waiting.seq}`))
    const word = { id, cycleId, post: office, person, via: 'player' as const }
    for (const answer of await handInOpinions(connections, definition, { ...word, subjects, oral: true })) {
      if (!('problems' in answer)) continue
      const [now] = await readBenches(db, cycleId, definition, answer.subject)
      // Somebody else saved it or handed it in: what to do now is derived anew.
      if (!now || !isOnBench(now) || subjects.some(({ subject, revision }) => subject === now.subject && revision !== now.revision))
        continue
      throw new Error(`The opinions of ${answer.subject} were not handed in: ${answer.problems.join(' ')}`)
    }
  }

  return { isOrdered, order }
}

const wantedOf = (content: unknown): Wanted[] =>
  asList(asObject(content).opinions)
    .map(asObject)
    .map(({ no, text, kind, viewpoint, sources, printing }, at) => ({
      no: asNumber(no) ?? at + 1,
      unnumbered: asNumber(no) === null,
      text: asText(text),
      kind: asText(kind) || null,
      viewpoint: asText(viewpoint) || null,
      sources: asList(sources).map(asText),
      printing: printing === undefined ? { as: 'printed' } : (printing as Printing),
    }))
