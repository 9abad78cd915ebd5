import { crossCutting, wholeName } from '../../../../domain/review/whole.js'
import type { Transaction } from '../../../../prisma/trail.js'
import { programmesFor } from './ground.js'

/** Something that a member can speak of: its key, and how people call it. */
export interface StatementSubject {
  id: string
  name: string
}

/** The programmes allotted to a seat, and the whole. One statement. */
export async function statementSubjects(db: Pick<Transaction, '$queryRaw'>, cycleId: string, seat: string): Promise<StatementSubject[]> {
  const programmes = await programmesFor(db, cycleId, seat)
  const own = programmes.filter(({ standing, withdrawn }) => standing === 'assigned' && !withdrawn)
  return [...own.map(({ key, name }) => ({ id: key, name })), { id: crossCutting, name: wholeName }]
}
