import type { Command } from 'commander'
import { StackError } from '../../stack/stack-error.js'
import { narrator } from '../player/narrate.js'
import { play } from '../player/player.js'
import { readYear } from '../player/read-year.js'
import { formatTally, tally } from '../player/tally.js'
import { define, type Options } from './define.js'
import { exitCode } from './exit-codes.js'
import { printJson } from './print.js'
import { type Services, withServices } from './running-parts.js'

/** `junkan play FILE` */
export function playCommand(program: Command): void {
  define(program, 'play <file>', 'play a recorded year on the services that run; a half-played year goes on where it stood', [
    'play bundles/kawasaki-sme-ordinance-2016.json',
    'play my-year.json --definition my-city.yaml',
  ])
    .option('--definition <file>', 'its definition, when it is not in definitions/')
    .action(async (file: string, options: Options & { definition?: string }) => {
      // Read before anything is started: a wrong file must not leave half a year behind.
      const year = await readYear(file, options.definition)
      await withServices(async ({ db, connections, app }) => {
        await workerFor(connections)
        const interrupted = new AbortController()
        process.once('SIGINT', () => interrupted.abort())
        const tell = (line: string) => console.error(line)
        const watch = narrator(year.definition, tell)
        const cycle = await play(connections, app, { ...year, watch, tell, signal: interrupted.signal }).catch((error) => {
          throw interrupted.signal.aborted
            ? new StackError('Stopped. The same command goes on where the year stands.', exitCode.interrupted)
            : error
        })
        const counted = await tally(db, cycle, year)
        if (options.json) printJson({ cycle, ...counted })
        else {
          console.log(formatTally(counted))
          console.log(
            counted.agree ? `${cycle}: published and sealed.` : `${cycle}: sealed, but its counts differ from the bundle (see ≠ above).`,
          )
        }
        if (!counted.agree) process.exitCode = exitCode.refused
      })
    })
}

/** Without a worker the year would stand still without a word. */
async function workerFor({ temporal, taskQueue }: Services['connections']): Promise<void> {
  const { namespace } = temporal.options
  const { pollers } = await temporal.workflowService.describeTaskQueue({ namespace, taskQueue: { name: taskQueue }, taskQueueType: 1 })
  if ((pollers ?? []).length > 0) return
  throw new StackError(
    `No worker serves the task queue "${taskQueue}": start one with \`npm start\` or \`node stack/bootstrap.mjs worker\`.`,
  )
}
