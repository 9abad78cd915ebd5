import { setTimeout as sleep } from 'node:timers/promises'
import type { Database } from '../../prisma/db.js'

/** A moment of a played year, seen in its records. */
export type Moment = (db: Database, cycle: string) => Promise<boolean>

/**
 * Moments of the small city's year at which parts are killed: while people are being asked, between a receipt and its being
 * applied, and while the year is being sealed. None falls while a mail is under way: there the outcome is rightly another one
 * (test/faults/mail-killed.test.ts).
 */
export const killMoments: Moment[] = [
  async (db) => (await db.process.count({ where: { kind: 'assignment' } })) > 0,
  async (db) => (await db.command.count()) >= 6 && (await db.command.count({ where: { state: 'received' } })) > 0,
  async (db, id) => (await db.process.findUnique({ where: { id } }))?.state === 'sealing',
]

/** Waits for a moment, or until `over`; a database that is not there yet is waited for. */
export async function untilMoment(moment: Moment, db: Database, cycle: string, over: () => boolean): Promise<void> {
  while (!over() && !(await moment(db, cycle).catch(() => false))) await sleep(3)
}
