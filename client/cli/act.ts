import type { Command } from 'commander'
import type { Outcome } from '../app/apply.js'
import { refusalSentences } from '../app/errors.js'
import type { Request } from '../app/receive.js'
import { actWord } from '../app/views/trail-words.js'
import type { Options } from './define.js'
import { exitCode } from './exit-codes.js'
import { postNamed, processNamed } from './named.js'
import { printJson } from './print.js'
import { withServices } from './running-parts.js'

/** What every command has that acts upon a step or an assignment. */
export interface ActOptions extends Options {
  as: string
  id?: string
  reason?: string
}

/** Adds `--as` and `--id`. */
export const acting = (command: Command): Command =>
  command
    .requiredOption('--as <post>', 'the post that acts')
    .option('--id <key>', 'a key of your own: sent twice with one key, it happens once')

/**
 * Asks for one act and prints what became of it; refused, it ends with exit code 1.
 * @param rest what the act needs, made of the full id of what it is asked of
 */
export async function ask(
  typed: string,
  act: string,
  { as, id, reason, json }: ActOptions,
  rest: (processId: string) => Partial<Request> | Promise<Partial<Request>> = () => ({}),
): Promise<void> {
  await withServices(async ({ db, app }) => {
    const processId = await processNamed(db, typed)
    const outcome = await app.act({
      ...(id ? { id } : {}),
      processId,
      act,
      post: postNamed(as, processId),
      via: 'cli',
      ...(reason ? { reason } : {}),
      ...(await rest(processId)),
    })
    tell(outcome, processId, act, json)
  })
}

/** Prints an outcome; JSON: `{process, act, id, receiptNo, state, seq?, refusal?, message?}`. */
export function tell(outcome: Outcome, process_: string, act: string, json: true | undefined, more: object = {}): void {
  const message = outcome.refusal ? refusalSentences[outcome.refusal] : undefined
  if (json) printJson({ process: process_, act, ...outcome, ...(message ? { message } : {}), ...more })
  else if (outcome.state === 'refused')
    console.error(`「${actWord(act)}」は受け付けられませんでした（受付番号 ${outcome.receiptNo}）。${message ?? ''}`)
  else if (outcome.state === 'received')
    console.log(`${actWord(act)}：受付済み・反映待ち（受付番号 ${outcome.receiptNo}）。反映は自動で行われます。`)
  else console.log(`${actWord(act)}：反映済み（受付番号 ${outcome.receiptNo}）`)
  if (outcome.state === 'refused') process.exitCode = exitCode.refused
}
