import { Command } from 'commander'
import { assignmentCommands } from './assignment-commands.js'
import { bundleCommands } from './bundle-commands.js'
import { cycleCommands } from './cycle-commands.js'
import { definitionCommands } from './definition-commands.js'
import { deskCommands } from './desk-commands.js'
import { lettersCommands } from './letters-command.js'
import { peopleCommands } from './people-commands.js'
import { stepCommands } from './step-commands.js'
import { trailCommands } from './trail-commands.js'

const notes = `
Ids: a year, a step or an assignment by its full id (kawasaki/cycle/kawasaki-sme-ordinance/2016/sheets/p01); a year also by its
fiscal year, a step or an assignment also by what follows the year's id, while one year is running. A post by its id
(kawasaki/office) or its key (office). Dates: 2016-12-22 or 2016-12-22T17:00, in Asia/Tokyo.

Services: those of DATABASE_URL and TEMPORAL_ADDRESS when set, else those of a running \`npm start\`.

Exit codes: 0 done · 1 refused or invalid · 2 mistyped · 69 a service is not to be had · 70 a fault of the program ·
78 the environment is wrong · 130 interrupted.`

/** The whole command line. Whoever parses with it gets a CommanderError where commander would end the process. */
export function createProgram(): Command {
  const program = new Command('junkan')
    .description("Junkan (循環): a city's yearly review of its own policies, from the command line (docs/cli.md).")
    .exitOverride()
    .showHelpAfterError('Add --help to see how it is written, with an example.')
    .addHelpText('after', notes)
  // In the order in which a year is worked on; commands inherit the settings above.
  cycleCommands(program)
  stepCommands(program)
  assignmentCommands(program)
  definitionCommands(program)
  bundleCommands(program)
  trailCommands(program)
  deskCommands(program)
  lettersCommands(program)
  peopleCommands(program)
  return program
}
