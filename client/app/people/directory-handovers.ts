import { cityCalendar } from '../../../domain/calendar/city-calendar.js'
import { formatMonthDay } from '../../../domain/calendar/date-words.js'
import { nextDispatch } from '../../../domain/calendar/dispatch.js'
import { type CityDate, dateOf } from '../../../domain/calendar/instants.js'
import type { Definition } from '../../../domain/definition/schema.js'
import { courierId } from '../../../domain/process/ids.js'
import { nowOf } from '../../../prisma/clock.js'
import type { Database } from '../../../prisma/db.js'
import { changeGates } from '../../../prisma/gates.js'
import { Prisma } from '../../../prisma/generated/client.js'
import { mayLeave, plannedOrHeld } from '../../../prisma/may-leave.js'
import { snapshotBody } from '../../../prisma/snapshots.js'
import { lockDirectory } from './directory-change.js'

interface Handover {
  holding: string
  post: string
  from: CityDate
  processId: string
  cycleId: string
  snapshotNo: number
  mailsLeave: boolean
  /** waits for the new holder to check it, not to write it */
  checks: boolean
  promised: Date | null
  wishedAt: string | null
  begun: boolean
  extensions: number
}

/** Where a matter stands, as far as its state and due date do not say it already, in sentences. */
function standingOf({ checks, promised, wishedAt, begun, extensions }: Handover, now: Date): string {
  const day = (at: Date | string) => formatMonthDay(dateOf(new Date(at).toISOString()))
  const sentences = [
    checks ? '提出されたものの確認を待っています。' : null,
    !checks && begun ? '前任の方の書きかけがあります。' : null,
    extensions > 0 ? `期限は、これまでに${extensions}回延長しています。` : null,
    promised && promised > now ? `電話で、${day(promised)}までに提出すると約束しています。` : null,
    wishedAt ? `${day(wishedAt)}までの期限の延長を申し出ていて、事務局の判断を待っています。` : null,
  ]
  return sentences.filter((one) => one !== null).join('')
}

/**
 * Plans the 【引継ぎ】 mails: whoever took a post over in the last seven days, or will have by the next dispatch, is told, once, of the work
 * that was open when it was looked at, and of where each matter stands; the mail goes to the post's mailbox in that dispatch: with or before the
 * first chase that finds the new holder. Work the office does for itself needs no mail.
 * @returns how many matters will be told
 */
export const tellHandovers = (db: Database, city: string): Promise<number> =>
  db.$transaction(async (tx) => {
    await lockDirectory(tx, city)
    const now = await nowOf(tx, city)
    const taken = await tx.$queryRaw<{ holding: string }[]>`
      UPDATE holding n SET told_at = ${now}
      FROM post t, (SELECT ${dateOf(now.toISOString())}::date AS today, ${await dayOfNextDispatch()}::date AS next) AS day
      WHERE t.id = n.post_id AND t.city = ${city} AND n.kind = 'holder' AND n.announced AND n.told_at IS NULL
        AND n."from" <= day.next AND n."from" > day.today - 7 AND (n.until IS NULL OR n.until >= day.next)
        AND EXISTS (SELECT 1 FROM holding b WHERE b.post_id = n.post_id AND b.kind = 'holder' AND b.announced AND b.person_id <> n.person_id
          AND b."from" < n."from" AND b.until >= b."from")
      RETURNING n.id AS holding`
    if (taken.length === 0) return 0
    const leaves = mayLeave(Prisma.sql`c.mail_released_at IS NOT NULL`, Prisma.sql`h.post_id`, Prisma.sql`p.post`)
    const works = await tx.$queryRaw<Handover[]>`
      SELECT h.id AS holding, h.post_id AS post, h."from"::text, p.id AS "processId", c.id AS "cycleId", c.snapshot_no AS "snapshotNo",
        ${leaves} AS "mailsLeave", p.state = 'submitted' AS checks, p.paused_until AS promised,
        (SELECT x.payload ->> 'wishedAt' FROM command x WHERE x.id = p.extension_asked) AS "wishedAt",
        EXISTS (SELECT 1 FROM draft w WHERE w.process_id = p.id) AS begun,
        (SELECT count(*)::int FROM command x WHERE x.process_id = p.id AND x.act = 'extend' AND x.state = 'applied') AS extensions
      FROM holding h JOIN process p ON p.kind = 'assignment' AND NOT p.sealed AND p.chase IS NOT NULL
        AND ((p.state IN ('open', 'returned') AND p.post = h.post_id) OR (p.state = 'submitted' AND p.check_post = h.post_id))
      JOIN process c ON c.id = p.cycle_id AND c.state = 'running'
      WHERE h.id = ANY(${taken.map((one) => one.holding)}) ORDER BY p.id FOR SHARE OF c`
    const notices = await Promise.all(works.map(async (work) => ({ ...work, standing: standingOf(work, now), at: await slotOf(work) })))
    await tx.notice.createMany({
      data: notices.map(({ holding, post, from, processId, cycleId, at, mailsLeave, standing, wishedAt }) => ({
        id: `${processId}#holder-${holding}/handover`,
        processId,
        cycleId,
        city,
        rule: 'handover',
        kind: 'handover',
        post,
        at: new Date(at),
        reason: `${formatMonthDay(from)}付けで、この職に就く人が変わったため${standing && `。${standing}`}`,
        facts: { handoverOn: from, ...(wishedAt ? { wishedAt } : {}) },
        ...plannedOrHeld(mailsLeave),
      })),
    })
    const earliest = notices.map((one) => one.at).sort()[0]
    if (earliest) await changeGates(tx, [{ id: courierId(city), bump: { earliest } }])
    return notices.length

    /** Of the running years' dispatches the first. */
    async function dayOfNextDispatch(): Promise<CityDate> {
      const running = await tx.process.findMany({
        where: { city, kind: 'cycle', state: 'running' },
        select: { id: true, snapshotNo: true },
      })
      const slots = await Promise.all(running.map(({ id, snapshotNo }) => slotOf({ cycleId: id, snapshotNo: snapshotNo ?? 0 })))
      return dateOf(slots.sort()[0] ?? now.toISOString())
    }

    async function slotOf({ cycleId, snapshotNo }: Pick<Handover, 'cycleId' | 'snapshotNo'>): Promise<string> {
      const { calendar } = (await snapshotBody(tx, `${cycleId}@${snapshotNo}`)) as Definition
      return nextDispatch(cityCalendar(calendar), calendar.dispatch, now.toISOString(), { strictly: true })
    }
  })
