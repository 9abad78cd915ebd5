import { Prisma } from '../../../prisma/generated/client.js'
import type { Transaction } from '../../../prisma/trail.js'
import { Refused } from '../errors.js'

/** Of waiting notices (`w`): what goes to others than the office itself. Only these are worth a look before a year's mails leave. */
export const toOthers = Prisma.sql`EXISTS (SELECT 1 FROM post a WHERE a.id = w.post AND a.role <> 'office')`

/** Whether a year has mails that wait for the office's first look. One statement. */
export async function firstMailsWait(db: Pick<Transaction, '$queryRaw'>, cycleId: string): Promise<boolean> {
  const [waiting] = await db.$queryRaw<{ found: boolean }[]>`
    SELECT EXISTS (SELECT 1 FROM notice w WHERE w.cycle_id = ${cycleId} AND w.state = 'held' AND ${toOthers}) AS found`
  return waiting?.found ?? false
}

/** @throws Refused while a year has no mail to anybody but the office: whoever let it go now would let all later ones go unseen */
export async function mustHaveFirstMails(tx: Pick<Transaction, '$queryRaw'>, cycleId: string): Promise<void> {
  if (!(await firstMailsWait(tx, cycleId))) throw new Refused('no-first-mails')
}
