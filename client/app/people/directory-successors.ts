import { randomUUID } from 'node:crypto'
import { seatRole } from '../../../domain/asking/directory.js'
import { formatDate } from '../../../domain/calendar/date-words.js'
import { type CityDate, isDate } from '../../../domain/calendar/instants.js'
import type { Database } from '../../../prisma/db.js'
import type { Application } from '../application.js'
import { Refused } from '../errors.js'
import { change, faulty, type Keeper } from './directory-change.js'

export interface Succession {
  id: string
  fromPost: string
  fromTitle: string
  toPost: string
  toTitle: string
  on: CityDate
  /** its day has come */
  due: boolean
  /** the office's post that recorded it, and in whose name work is moved */
  byPost: string
}

/** The successions of a city that stand, by day; of one post when named. */
export const successionsOf = (db: Pick<Database, '$queryRaw'>, city: string, post: string | null = null): Promise<Succession[]> =>
  db.$queryRaw<Succession[]>`
    SELECT s.id, s.from_post AS "fromPost", f.title AS "fromTitle", s.to_post AS "toPost", t.title AS "toTitle", s."on"::text, s.by_post AS "byPost",
      s."on" <= ((CASE WHEN k.played THEN k.now ELSE clock_timestamp() END) AT TIME ZONE 'Asia/Tokyo')::date AS due
    FROM post_successor s JOIN post f ON f.id = s.from_post JOIN post t ON t.id = s.to_post JOIN clock k ON k.city = s.city
    WHERE s.city = ${city} AND NOT s.cancelled AND (${post}::text IS NULL OR s.from_post = ${post} OR s.to_post = ${post})
    ORDER BY s."on", s.id`

/** Records whose work a post takes over from a day on. Only the office may: its post moves the work. @throws Refused */
export const recordSuccessor = (
  db: Database,
  keeper: Keeper,
  key: string,
  given: { from: string; to: string; on: CityDate },
): Promise<void> =>
  change(db, keeper, key, async ({ tx, today }) => {
    const byPost = officeOf(keeper)
    const { on } = given
    if (!isDate(on)) throw faulty('承継の日を 2026-04-01 のように、ある日で書いてください。')
    if (on < today) throw faulty('承継の日には今日以降の日を書いてください。')
    if (given.from === given.to) throw faulty('承継先には別の職を選んでください。')
    const [from, to] = await Promise.all(
      [given.from, given.to].map((post) => tx.post.findUnique({ where: { id: `${keeper.city}/${post}` } })),
    )
    if (!from || !to) throw faulty('職が見つかりません。一覧から選んでください。')
    if ((from.role === seatRole) !== (to.role === seatRole))
      throw faulty('委員の席の仕事は委員の席どうしでだけ引き継げます。委員が替わるときは、席に就く人を変えてください。')
    const standing = await successionsOf(tx, keeper.city, from.id)
    if (standing.some((one) => one.fromPost === from.id && one.toPost === to.id))
      throw faulty(`「${to.title}」はすでに承継先として記録されています。`)
    if (standing.some((one) => one.fromPost === to.id && one.toPost === from.id))
      throw faulty(`「${to.title}」の承継先が「${from.title}」になっています。先にそちらを取りやめてください。`)
    await tx.postSuccessor.create({
      data: { id: randomUUID(), city: keeper.city, fromPost: from.id, toPost: to.id, on: new Date(on), byPerson: keeper.person, byPost },
    })
    return [{ kind: 'successor-recorded', facts: { post: from.id, title: from.title, to: to.id, toTitle: to.title, on } }]
  })

/** Calls off a succession: nothing more moves by it, and what has moved stays where it is. @throws Refused */
export const callOffSuccessor = (db: Database, keeper: Keeper, key: string, id: string): Promise<void> =>
  change(db, keeper, key, async ({ tx }) => {
    officeOf(keeper)
    const one = (await successionsOf(tx, keeper.city)).find((succession) => succession.id === id)
    if (!one) throw faulty('この承継の記録はありません。画面を開き直してください。')
    await tx.postSuccessor.update({ where: { id }, data: { cancelled: true } })
    return [
      {
        kind: 'successor-called-off',
        facts: { post: one.fromPost, title: one.fromTitle, to: one.toPost, toTitle: one.toTitle, on: one.on },
      },
    ]
  })

const officeOf = ({ office }: Keeper): string => {
  if (!office) throw faulty('職の承継を扱えるのは事務局の職だけです。事務局に依頼してください。')
  return office
}

interface Move {
  /** the command's id: of the assignment and the succession, so that it happens once */
  key: string
  processId: string
  successor: string
}

/** Work of posts whose successor's day has come, and that this succession has not moved before; with each succession it may follow. */
const openMoves = (db: Pick<Database, '$queryRaw'>, city: string): Promise<Move[]> =>
  db.$queryRaw<Move[]>`
    SELECT * FROM (
      SELECT 'succession-' || encode(sha256(convert_to(p.id || E'\n' || s.id, 'UTF8')), 'hex') AS key, p.id AS "processId", s.id AS successor
      FROM post_successor s JOIN clock k ON k.city = s.city JOIN process p ON p.post = s.from_post JOIN process c ON c.id = p.cycle_id AND c.state = 'running'
      WHERE s.city = ${city} AND NOT s.cancelled AND p.kind = 'assignment' AND NOT p.sealed AND p.state IN ('open', 'returned', 'submitted')
        AND s."on" <= ((CASE WHEN k.played THEN k.now ELSE clock_timestamp() END) AT TIME ZONE 'Asia/Tokyo')::date) m
    WHERE NOT EXISTS (SELECT 1 FROM command x WHERE x.id = m.key)
    ORDER BY m."processId", m.successor`

export interface Moved {
  /** commands that were received; each is applied, or will be by the relay */
  moved: number
  refused: number
  /** assignments for which the office has to choose among several successors */
  waiting: number
}

/** Moves at a time. */
const atOnce = 8

/** Moves the open work of posts with one successor whose day has come. Idempotent: a move is one command with one id. */
export async function moveWork(db: Database, app: Pick<Application, 'act'>, city: string): Promise<Moved> {
  const [moves, successions] = await Promise.all([openMoves(db, city), successionsOf(db, city)])
  const due = successions.filter((one) => one.due)
  const sole = due.filter((one) => due.filter((other) => other.fromPost === one.fromPost).length === 1)
  const single = moves.flatMap((move) => {
    const succession = sole.find((one) => one.id === move.successor)
    return succession ? [{ move, succession }] : []
  })
  const states: string[] = []
  for (let from = 0; from < single.length; from += atOnce)
    states.push(...(await Promise.all(single.slice(from, from + atOnce).map(({ move, succession }) => send(app, move, succession)))))
  const refused = states.filter((state) => state === 'refused').length
  const chosen = new Set(single.map(({ move }) => move.processId))
  const waiting = new Set(moves.map((move) => move.processId).filter((id) => !chosen.has(id))).size
  return { moved: states.length - refused, refused, waiting }
}

/** Moves one assignment to the successor that the office chose. @throws Refused when it is not there to be moved any more */
export async function moveTo(
  db: Database,
  app: Pick<Application, 'act'>,
  keeper: Keeper,
  processId: string,
  successor: string,
): Promise<void> {
  const office = officeOf(keeper)
  const [moves, successions] = await Promise.all([openMoves(db, keeper.city), successionsOf(db, keeper.city)])
  const move = moves.find((one) => one.processId === processId && one.successor === successor)
  const succession = successions.find((one) => one.id === successor)
  if (!move || !succession) throw new Refused('changed-meanwhile')
  if ((await send(app, move, { ...succession, byPost: office }, keeper.person)) === 'refused') throw new Refused('changed-meanwhile')
}

async function send(
  app: Pick<Application, 'act'>,
  { key, processId }: Move,
  { byPost, fromTitle, toTitle, toPost, on }: Succession,
  person?: string,
): Promise<string> {
  const reason = `${formatDate(on)}付けで「${fromTitle}」の仕事を「${toTitle}」が引き継ぐため`
  const outcome = await app.act({
    id: key,
    processId,
    act: 'reassign',
    post: byPost,
    ...(person ? { person } : {}),
    via: 'page',
    toPost,
    reason,
  })
  return outcome.state
}
