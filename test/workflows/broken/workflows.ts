import { condition, setHandler } from '@temporalio/workflow'
import { act } from '../../../workflows/acting.js'

/** An assignment with a slip in its code: taking anything in reads a property of nothing, as a TypeError does in earnest. */
export async function assignment(): Promise<void> {
  const nothing = JSON.parse('null') as { state: string }
  setHandler(act, () => ({ seq: 0, state: nothing.state, outcome: 'applied' as const }))
  await condition(() => false)
}
