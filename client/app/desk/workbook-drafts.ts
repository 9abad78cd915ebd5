import type { Database } from '../../../prisma/db.js'
import { saveDraftIn, type Typed } from './draft.js'

class Clash extends Error {}

/**
 * Saves several drafts, all of them or none.
 * @returns false when another page saved one of them, or something was handed in, since they were read: nothing has changed then
 */
export async function saveDrafts(db: Database, drafts: Typed[]): Promise<boolean> {
  // In one order everywhere, so that two people who save the same drafts wait for each other only once.
  const inOrder = drafts.toSorted((a, b) => (a.processId < b.processId ? -1 : 1))
  try {
    await db.$transaction(async (tx) => {
      for (const draft of inOrder) if ((await saveDraftIn(tx, draft)).kind !== 'saved') throw new Clash()
    })
    return true
  } catch (error) {
    if (error instanceof Clash) return false
    throw error
  }
}
