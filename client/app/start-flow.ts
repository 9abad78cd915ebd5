import { WorkflowExecutionAlreadyStartedError } from '@temporalio/client'
import type { SearchAttributePair } from '@temporalio/common'
import type { Connections } from './connections.js'

/** A flow that is to run: its workflow's name, the id of its row in the records, where it stands, and by what it is found. */
export interface FlowStart {
  workflow: string
  id: string
  input: object
  attributes: SearchAttributePair[]
}

/**
 * Starts one flow under its id, once: one that runs, or has ended by itself, is left alone.
 * @param how `once`: what has ever run is left alone; `again`: what was terminated or failed behind our back starts again
 */
export async function startFlow(
  { temporal, taskQueue }: Pick<Connections, 'temporal' | 'taskQueue'>,
  how: 'once' | 'again',
  { workflow, id, input, attributes }: FlowStart,
): Promise<void> {
  try {
    await temporal.workflow.start(workflow, {
      workflowId: id,
      taskQueue,
      args: [input],
      typedSearchAttributes: attributes,
      workflowIdConflictPolicy: 'USE_EXISTING',
      workflowIdReusePolicy: how === 'once' ? 'REJECT_DUPLICATE' : 'ALLOW_DUPLICATE_FAILED_ONLY',
    })
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error
  }
}
