import { randomUUID } from 'node:crypto'
import { type CityDate, isDate } from '../../../domain/calendar/instants.js'
import type { Database } from '../../../prisma/db.js'
import { type Change, change, faulty, isAddress, type Keeper, type Moment, tidy, tidyAddress } from './directory-change.js'
import { checkAdmin } from './directory-posts.js'
import { makeRoom } from './directory-room.js'
import { holdsElsewhere } from './elsewhere.js'

/** Somebody takes a post, or stands in for whoever holds it. */
export interface Appointment {
  /** key of the post */
  post: string
  kind: 'holder' | 'deputy'
  name: string
  email: string
  from: CityDate
  /** the last day; null: until further notice */
  until: CityDate | null
  /** false: before the announcement (内示), seen by administrators only */
  announced: boolean
  /** the name of this address has changed (改姓); without it, another name is refused */
  renamed: boolean
  /**
   * the post's mail goes to this person's own address; default: for a deputy, and for the holder of a post without a mailbox, whose
   * mail could go nowhere else
   */
  takesMail?: boolean
}

/** Records who holds a post from a day on; whoever held it before leaves it the day before. @throws Refused */
export const appoint = (db: Database, keeper: Keeper, key: string, appointment: Appointment): Promise<void> =>
  change(db, keeper, key, (moment) => appointIn(moment, appointment))

export async function appointIn(moment: Moment, given: Appointment): Promise<Change[]> {
  const { tx, keeper, today } = moment
  const appointment = { ...given, name: tidy(given.name), email: tidyAddress(given.email) }
  const { from, until, kind, announced } = appointment
  checkAppointment(appointment)
  const post = await tx.post.findUnique({ where: { id: `${keeper.city}/${appointment.post}` } })
  if (!post) throw faulty(`職「${appointment.post}」はありません。組織と職の画面から選んでください。`)
  if (post.role === 'admin') await checkAdmin(tx, keeper)
  if (!announced && !keeper.admin) throw faulty('内示前の異動を記録できるのは、人事の管理の職だけです。')
  if (!announced && from <= today) throw faulty('内示前の異動には、明日以降の開始日を書いてください。')
  const { id: personId, renamed } = await personFor(moment, appointment)
  const wanted = { id: randomUUID(), postId: post.id, title: post.title, personId, name: appointment.name, kind, from, until }
  const takesMail = takesMailOf(post.mailbox, appointment)
  // Nothing of an unannounced transfer may show, not even that somebody's time ends: room is made when it is announced.
  const room = announced ? await makeRoom(moment, wanted) : { until, ended: [] }
  await tx.holding.create({
    data: {
      id: wanted.id,
      postId: post.id,
      personId,
      kind,
      from: new Date(from),
      until: room.until === null ? null : new Date(room.until),
      announced,
      takesMail,
      recordedBy: keeper.person,
    },
  })
  const facts = {
    ...factsOf({ ...wanted, until: room.until }),
    email: appointment.email,
    ...(takesMail ? { takesMail } : {}),
    ...(room.ended.length > 0 ? { ended: room.ended } : {}),
  }
  return [{ kind: announced ? 'appointed' : 'planned', facts }, ...(renamed ? [renamed] : [])]
}

/** Whether the post's mail goes to this person's own address. @throws Refused: a post without a mailbox can be written to only at its holder's */
export function takesMailOf(mailbox: string, { kind, takesMail }: Pick<Appointment, 'kind' | 'takesMail'>): boolean {
  if (kind === 'deputy') return takesMail ?? true
  if (mailbox === '' && takesMail === false)
    throw faulty('この職には職のメールがないため、この職宛てのメールは、就く人のメールに送るほかありません。')
  return takesMail ?? mailbox === ''
}

function checkAppointment({ name, email, from, until }: Appointment): void {
  const faults: string[] = []
  if (!name || name.length > 100) faults.push('氏名を100字までで書いてください。')
  if (!isAddress(email))
    faults.push(`メール「${email}」がメールアドレスの形になっていません。shogyo@example.lg.jp のように書いてください。`)
  if (!isDate(from)) faults.push('開始日を 2026-04-01 のように、ある日で書いてください。')
  if (until !== null && !isDate(until)) faults.push('終了日を 2027-03-31 のように、ある日で書いてください。')
  else if (until !== null && until < from) faults.push('終了日が開始日より前です。どちらかを直してください。')
  if (faults.length > 0) throw faulty(...faults)
}

/** The person of this address: known, new, or known under another name. Of a person of another city nothing is told, not even the name. */
async function personFor(
  { tx, now, keeper: { city } }: Moment,
  { name, email, renamed }: Appointment,
): Promise<{ id: string; renamed: Change | null }> {
  const known = await tx.person.findUnique({ where: { email } })
  if (!known) {
    const id = randomUUID()
    await tx.person.create({ data: { id, name, email, createdAt: now, updatedAt: now } })
    return { id, renamed: null }
  }
  const elsewhere = await holdsElsewhere(tx, city, known.id)
  const here = await tx.holding.count({ where: { personId: known.id, postId: { startsWith: `${city}/` } } })
  if (elsewhere && here === 0) throw faulty('このメールアドレスは使えません。システムの管理者に知らせてください。')
  if (known.name === name) return { id: known.id, renamed: null }
  if (!renamed)
    throw faulty(
      `メール「${email}」は「${known.name}」の名前で登録されています。アドレスを確かめてください。氏名が変わったときは「氏名が変わった」を選んでください。`,
    )
  if (elsewhere) throw faulty('この人は、ここでは氏名を変えられません。システムの管理者に知らせてください。')
  await tx.person.update({ where: { id: known.id }, data: { name, updatedAt: now } })
  return { id: known.id, renamed: { kind: 'person-renamed', facts: { name, before: known.name, email } } }
}

/** What the history of changes says of a holding. */
export const factsOf = (held: {
  id: string
  postId: string
  title: string
  name: string
  kind: string
  from: CityDate
  until: CityDate | null
}) => ({
  holding: held.id,
  post: held.postId,
  title: held.title,
  name: held.name,
  as: held.kind,
  from: held.from,
  until: held.until,
})
