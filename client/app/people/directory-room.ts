import { formatDate } from '../../../domain/calendar/date-words.js'
import { addDays, type CityDate } from '../../../domain/calendar/instants.js'
import type { Transaction } from '../../../prisma/trail.js'
import { faulty, type Moment } from './directory-change.js'

/** A holding with its post and person, as acts look at it. Both days are included. */
export interface HeldRow {
  id: string
  postId: string
  title: string
  role: string
  personId: string
  name: string
  email: string
  kind: string
  from: CityDate
  until: CityDate | null
  announced: boolean
  /** the post's mail goes to this person's own address then */
  takesMail: boolean
}

/** Holdings of a city: one by its id, or those of a post that took place or are planned. Called off ones are left out. */
export const heldOf = (tx: Pick<Transaction, '$queryRaw'>, of: { city: string; id?: string; post?: string }): Promise<HeldRow[]> =>
  tx.$queryRaw<HeldRow[]>`
    SELECT h.id, h.post_id AS "postId", t.title, t.role, h.person_id AS "personId", p.name, p.email, h.kind, h."from"::text, h.until::text, h.announced,
      h.takes_mail AS "takesMail"
    FROM holding h JOIN post t ON t.id = h.post_id JOIN person p ON p.id = h.person_id
    WHERE t.city = ${of.city} AND (${of.id ?? null}::text IS NULL OR h.id = ${of.id ?? null}) AND (${of.post ?? null}::text IS NULL OR h.post_id = ${of.post ?? null})
      AND (h.until IS NULL OR h.until >= h."from")
    ORDER BY h."from", h.id`

export interface Wanted {
  id: string
  postId: string
  personId: string
  kind: string
  from: CityDate
  until: CityDate | null
}

/** Whose time ended for somebody else's, and on which day. */
export interface Ended {
  holding: string
  name: string
  until: CityDate
}

const overlap = (a: { from: CityDate; until: CityDate | null }, b: { from: CityDate; until: CityDate | null }): boolean =>
  (a.until === null || a.until >= b.from) && (b.until === null || b.until >= a.from)

/**
 * Makes room for a holding among the announced ones of its post: one holder at a time. Who holds the post now leaves it the day
 * before; what is planned for later stays, and the new time ends before it. What is past never changes.
 * @returns the last day that is left for it, and who makes room
 */
export async function makeRoom(
  { tx, keeper, today }: Moment,
  wanted: Wanted,
  except = wanted.id,
): Promise<{ until: CityDate | null; ended: Ended[] }> {
  const others = (await heldOf(tx, { city: keeper.city, post: wanted.postId })).filter((held) => held.announced && held.id !== except)
  const again = others.find((held) => held.personId === wanted.personId && held.kind === wanted.kind && overlap(held, wanted))
  if (again)
    throw faulty(
      `「${again.name}」は${formatDate(again.from)}からこの職に就いています（就く予定です）。日を直すか、その記録の離れる日を変えてください。`,
    )
  if (wanted.kind === 'deputy') return { until: wanted.until, ended: [] }
  const holders = others.filter((held) => held.kind === 'holder' && overlap(held, wanted))
  const later = holders.find((held) => held.from >= wanted.from)
  const until = later && wanted.until === null && later.from > wanted.from ? addDays(later.from, -1) : wanted.until
  if (later && overlap(later, { from: wanted.from, until }))
    throw faulty(
      `「${later.name}」が${formatDate(later.from)}からこの職に就きます。その予定を取りやめるか、日が重ならないようにしてください。`,
    )
  const ended: Ended[] = []
  for (const held of holders.filter((one) => one.from < wanted.from)) {
    if (wanted.from < today)
      throw faulty(
        `${formatDate(wanted.from)}には「${held.name}」がこの職に就いていました。過去の就任は変えられません。今日以降の開始日にしてください。`,
      )
    const last = addDays(wanted.from, -1)
    await tx.holding.update({ where: { id: held.id }, data: { until: new Date(last) } })
    ended.push({ holding: held.id, name: held.name, until: last })
  }
  return { until, ended }
}
