import { formatDate } from '../../../domain/calendar/date-words.js'
import { addDays, type CityDate, isDate } from '../../../domain/calendar/instants.js'
import type { Database } from '../../../prisma/db.js'
import { factsOf, takesMailOf } from './directory-appoint.js'
import { type Change, change, faulty, type Keeper, type Moment } from './directory-change.js'
import { checkAdmin } from './directory-posts.js'
import { type HeldRow, heldOf, makeRoom } from './directory-room.js'
import { holdingWord } from './directory-words.js'

/** Announces planned transfers: from here on everybody sees them, and they take effect on their day. @throws Refused */
export const announce = (db: Database, keeper: Keeper, key: string, holdings: string[]): Promise<void> =>
  change(db, keeper, key, async (moment) => {
    if (holdings.length === 0) throw faulty('知らせる異動が選ばれていません。')
    const changes: Change[] = []
    for (const id of holdings) changes.push(await announceIn(moment, id))
    return changes
  })

/** Records the last day of a holding. @throws Refused when it is over already or the day has passed */
export const endHolding = (db: Database, keeper: Keeper, key: string, holding: string, until: CityDate): Promise<void> =>
  change(db, keeper, key, async (moment) => [await endIn(moment, holding, until)])

/** Sends a post's mail to this person's own address while the holding lasts, or no longer. @throws Refused */
export const redirectMail = (db: Database, keeper: Keeper, key: string, holding: string, takesMail: boolean): Promise<void> =>
  change(db, keeper, key, async (moment) => {
    const held = await changeable(moment, holding)
    if (held.takesMail === takesMail) throw faulty('メールの送り先は今のままです。')
    const { mailbox } = await moment.tx.post.findUniqueOrThrow({ where: { id: held.postId }, select: { mailbox: true } })
    takesMailOf(mailbox, { kind: held.kind === 'deputy' ? 'deputy' : 'holder', takesMail })
    await moment.tx.holding.update({ where: { id: holding }, data: { takesMail } })
    return [{ kind: 'mail-redirected', facts: { ...factsOf(held), takesMail } }]
  })

/** Calls off what has not begun: it stays in the history as something that never took place. @throws Refused */
export const callOff = (db: Database, keeper: Keeper, key: string, holding: string): Promise<void> =>
  change(db, keeper, key, async (moment) => {
    const held = await changeable(moment, holding)
    if (held.from <= moment.today) throw faulty(`${told(held)}はもう始まっています。離れる日を記録してください。`)
    await moment.tx.holding.update({ where: { id: holding }, data: { until: new Date(addDays(held.from, -1)) } })
    return [{ kind: 'called-off', facts: factsOf(held) }]
  })

async function announceIn(moment: Moment, id: string): Promise<Change> {
  const held = await changeable(moment, id)
  if (!moment.keeper.admin || held.announced) throw faulty('この異動は内示前ではありません。画面を開き直してください。')
  if (held.from < moment.today)
    throw faulty(`${told(held)}は開始日（${formatDate(held.from)}）を過ぎました。予定を取りやめ、今日以降の日で記録し直してください。`)
  const room = await makeRoom(moment, held)
  await moment.tx.holding.update({ where: { id }, data: { announced: true, until: room.until === null ? null : new Date(room.until) } })
  return {
    kind: 'announced',
    facts: { ...factsOf({ ...held, until: room.until }), ...(room.ended.length > 0 ? { ended: room.ended } : {}) },
  }
}

export async function endIn(moment: Moment, id: string, until: CityDate): Promise<Change> {
  const held = await changeable(moment, id)
  if (!isDate(until)) throw faulty('離れる日を 2027-03-31 のように、ある日で書いてください。')
  if (until < moment.today) throw faulty('過ぎた日には変えられません。今日以降の日を書いてください。')
  if (until < held.from) throw faulty('離れる日が開始日より前です。就任そのものを取りやめるときは「取りやめる」を使ってください。')
  if (held.until === until) throw faulty('離れる日は今のままです。')
  if (held.announced) await makeRoom(moment, { ...held, from: held.from > moment.today ? held.from : moment.today, until }, held.id)
  await moment.tx.holding.update({ where: { id }, data: { until: new Date(until) } })
  return { kind: 'ended', facts: { ...factsOf({ ...held, until }), before: held.until } }
}

/** A holding that this keeper may see and that is not over. */
async function changeable({ tx, keeper, today }: Moment, id: string): Promise<HeldRow> {
  const [held] = await heldOf(tx, { id, city: keeper.city })
  if (!held || (!held.announced && !keeper.admin)) throw faulty('この就任の記録はありません。画面を開き直してください。')
  if (held.role === 'admin') await checkAdmin(tx, keeper)
  if (held.until !== null && (held.until < today || held.until < held.from))
    throw faulty(`${told(held)}は${formatDate(held.until)}で終わっています。過去の就任は変えられません。`)
  return held
}

const told = ({ name, title, kind }: { name: string; title: string; kind: string }): string =>
  `「${name}」の「${title}」（${holdingWord(kind)}）`
