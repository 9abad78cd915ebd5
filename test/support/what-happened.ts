import type { Definition } from '../../domain/definition/schema.js'
import type { Act, AssignmentCourse, Course } from './chase-course.js'
import type { ExpectedNotice } from './chase-oracle.js'
import type { Rig } from './rig.js'

type Payload = { travel?: { dueAt?: string }; until?: string; toPost?: string; chase?: string | null; inherits?: boolean }
type OverridePayload = { scope: string; key: string; chase: string; standing: string }

/** The year as people went through it, for the oracle: who was asked when, and each act that was applied, by its receipt. */
export async function courseOf({ db, cycle, city, definition, bundle }: Rig, handovers: Course['handovers']): Promise<Course> {
  const [asked, sealed, commands, posts, holdings, checkers] = await Promise.all([
    db.trail.findMany({ where: { cycleId: cycle, kind: 'asked' }, orderBy: { no: 'asc' } }),
    db.trail.findMany({ where: { cycleId: cycle, kind: 'sealed' } }),
    db.command.findMany({ where: { cycleId: cycle, state: 'applied' }, orderBy: [{ receivedAt: 'asc' }, { receiptNo: 'asc' }] }),
    db.post.findMany({ where: { city } }),
    db.$queryRaw<Course['holdings']>`
      SELECT h.post_id AS post, h.kind, h."from"::text, h.until::text, p.email FROM holding h JOIN person p ON p.id = h.person_id
      WHERE starts_with(h.post_id, ${`${city}/`}) AND h.takes_mail AND h.announced`,
    db.process.findMany({ where: { cycleId: cycle, kind: 'assignment' }, select: { id: true, checked: true, checkPost: true } }),
  ])
  const sealedAt = new Map(sealed.map((row) => [row.processId, (JSON.parse(row.body) as { at: string }).at]))
  const acts = new Map<string, Act[]>()
  for (const { processId, receivedAt, act, payload } of commands) {
    const { travel, until, toPost, chase, inherits } = payload as Payload
    const at = receivedAt.toISOString()
    const one = { at, act, dueAt: travel?.dueAt, until: until && new Date(until).toISOString(), toPost, chase, inherits }
    acts.set(processId, [...(acts.get(processId) ?? []), JSON.parse(JSON.stringify(one)) as Act])
  }
  const assignments = asked.map((row): AssignmentCourse => {
    const told = JSON.parse(row.body) as { process: string; at: string; owner: string; dueAt: string }
    const [step = '', subject = ''] = told.process.slice(cycle.length + 1).split('/')
    const programme = bundle.programmes.find(({ key }) => key === subject)
    const checker = checkers.find(({ id }) => id === told.process)
    return {
      id: told.process,
      subject,
      section: programme?.department ?? '',
      chase: chaseOf(definition, step),
      checked: checker?.checked ?? true,
      checkPost: checker?.checkPost ?? null,
      askedAt: told.at,
      owner: told.owner,
      dueAt: told.dueAt,
      acts: acts.get(told.process) ?? [],
      sealedAt: sealedAt.get(told.process) ?? null,
    }
  })
  const overrides = commands
    .filter(({ act }) => act === 'override-chase')
    .map(({ receivedAt, payload }) => {
      const { scope, key, chase, standing } = payload as OverridePayload
      return { at: receivedAt.toISOString(), scope, key, chase: chase === 'none' ? null : chase, standing: standing === 'true' }
    })
  return {
    definition: definition as Course['definition'],
    departments: bundle.departments,
    posts,
    holdings,
    overrides,
    assignments,
    handovers,
  }
}

/** A step of the made-up definition asks one thing. */
const chaseOf = (definition: Definition, step: string): string | null =>
  definition.steps.find(({ id }) => id === step)?.asks[0]?.chase ?? null

/** Every notice that the mail server has taken, with the dispatch and mailbox of its mail. */
export const noticesSent = (db: Rig['db'], cycle: string): Promise<(ExpectedNotice & { messageId: string })[]> =>
  db.$queryRaw`
    SELECT n.process_id AS assignment, n.rule, n.kind, to_char(m.slot AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at,
      lower(m.mailbox) AS mailbox, m.message_id AS "messageId"
    FROM notice n JOIN mail m ON m.id = n.mail_id WHERE n.cycle_id = ${cycle} AND n.state = 'sent'`
