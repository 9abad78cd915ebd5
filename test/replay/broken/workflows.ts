import { proxyActivities, sleep } from '@temporalio/workflow'
import type { AssignmentInput } from '../../../workflows/assignment/contract.js'
import { assignment as presentAssignment } from '../../../workflows/assignment/workflow.js'
import type { StepActivities, StepInput } from '../../../workflows/step/contract.js'
import { step as presentStep } from '../../../workflows/step/workflow.js'

// What a careless change looks like: workflows that ask for something else, or in another order, than the histories they meet.

const { publishEdition } = proxyActivities<StepActivities>({ startToCloseTimeout: '1 minute' })

/** Waits a day before it takes anything in. */
export async function assignment(input: AssignmentInput) {
  await sleep('1 day')
  return presentAssignment(input)
}

/** Publishes before it looks at the records. */
export async function step(input: StepInput) {
  await publishEdition(input.id)
  return presentStep(input)
}
