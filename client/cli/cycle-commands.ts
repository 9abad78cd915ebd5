import type { Command } from 'commander'
import { amendCycle, type Change } from '../app/amend.js'
import { type ActOptions, acting, ask, tell } from './act.js'
import { listCommand, statusCommand } from './cycle-views.js'
import { define, group } from './define.js'
import { cycleNamed, postNamed } from './named.js'
import { printTable } from './print.js'
import { definitionIn } from './read-file.js'
import { rescheduleCommand } from './reschedule-command.js'
import { withServices } from './running-parts.js'
import { startCommand } from './start-command.js'
import { timelineCommand } from './timeline.js'

/** `junkan cycle …`: a year as a whole. */
export function cycleCommands(program: Command): void {
  const cycle = group(program, 'cycle', 'a year as a whole', 'cycle status')
  listCommand(cycle)
  startCommand(cycle)
  statusCommand(cycle)
  timelineCommand(cycle)
  acting(define(cycle, 'advance <step>', 'open a step now, before its planned day', ['cycle advance sheets --as office']))
    .option('--reason <text>', 'why')
    .action((typed: string, options: ActOptions) => ask(typed, 'advance', options))
  rescheduleCommand(cycle)
  amendCommand(cycle)
}

function amendCommand(cycle: Command): void {
  acting(
    define(cycle, 'amend [cycle]', 'go on under another edition of the definition; what has begun stays', [
      'cycle amend --definition definitions/kawasaki-sme-ordinance@2016-2.yaml --reason 様式の誤りを直す --as office',
    ]),
  )
    .requiredOption('--definition <file>', 'the new edition')
    .requiredOption('--reason <text>', 'why; it shows in the trail')
    .action(async (typed: string | undefined, options: ActOptions & { definition: string; reason: string }) => {
      const definition = await definitionIn(options.definition)
      await withServices(async ({ db, connections }) => {
        const cycleId = await cycleNamed(db, typed)
        const { changes, ...outcome } = await amendCycle(connections, {
          ...(options.id ? { id: options.id } : {}),
          cycleId,
          definition,
          post: postNamed(options.as, cycleId),
          reason: options.reason,
          via: 'cli',
        })
        if (!options.json && outcome.state !== 'refused') printChanges(changes)
        tell(outcome, cycleId, 'amend', options.json, { changes })
      })
    })
}

const printChanges = (changes: Change[]): void =>
  printTable(
    ['どこが', '今まで', '変更後'],
    changes.map(({ path, from, to }) => [path, JSON.stringify(from), JSON.stringify(to)]),
  )
