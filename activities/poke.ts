import { WorkflowNotFoundError } from '@temporalio/client'
import { poke } from '../workflows/acting.js'
import type { Dependencies } from './dependencies.js'

/** Wakes reactors to look at the records. Retried with the activity until done; a flow that has ended needs no waking. */
export async function pokeAll(temporal: Dependencies['temporal'], ids: string[]): Promise<void> {
  await Promise.all(
    ids.map(async (id) => {
      try {
        await temporal.workflow.getHandle(id).signal(poke)
      } catch (error) {
        if (!(error instanceof WorkflowNotFoundError)) throw error
      }
    }),
  )
}
