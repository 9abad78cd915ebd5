import type { Command } from 'commander'
import { planYear } from '../../domain/calendar/plan.js'
import type { Instant } from '../../domain/process/command.js'
import { StackError } from '../../stack/stack-error.js'
import { define, type Options } from './define.js'
import { exitCode } from './exit-codes.js'
import { postNamed } from './named.js'
import { printJson } from './print.js'
import { definitionIn } from './read-file.js'
import { registerIn } from './register.js'
import { withServices } from './running-parts.js'
import { printPlan } from './timeline.js'
import { typedInstant, typedNumber } from './typed.js'

interface StartOptions extends Options {
  definition: string
  register: string
  year?: number
  as: string
  playedFrom?: Instant
  dryRun?: true
}

/** `junkan cycle start` */
export function startCommand(cycle: Command): void {
  define(cycle, 'start', 'start a year: freezes the definition and the register, and plans every step', [
    'cycle start --definition definitions/kawasaki-sme-ordinance@2016.yaml --year 2016 --register register.yaml --as office --dry-run',
    'cycle start --definition definitions/kawasaki-sme-ordinance@2016.yaml --year 2016 --register register.yaml --as office',
  ])
    .requiredOption('--definition <file>', 'the definition (docs/definitions.md)')
    .option('--year <year>', "the fiscal year that is reviewed; default: the bundle's, when the register is one", typedNumber(1950))
    .requiredOption('--register <file>', 'departments, posts and programmes, YAML or JSON; a bundle will do (docs/bundles.md)')
    .requiredOption('--as <post>', "the office's post that starts it")
    .option('--played-from <date>', "a played clock begins here; without it the wall's clock is used", typedInstant('09:00'))
    .option('--dry-run', 'show the whole plan and start nothing')
    .action(start)
}

async function start(options: StartOptions): Promise<void> {
  const definition = await definitionIn(options.definition)
  const { register, fiscalYear } = await registerIn(options.register)
  const year = options.year ?? fiscalYear
  if (year === undefined) throw new StackError('Say which fiscal year is reviewed: --year. The register file tells none.', exitCode.usage)
  if (options.dryRun) {
    const plan = planYear(definition, year)
    const steps = definition.steps.flatMap(({ id, name }) => (plan[id] ? [{ key: id, name, ...plan[id] }] : []))
    if (options.json) printJson({ definition: `${definition.id}@${definition.edition}`, year, steps })
    else printPlan(steps)
    return
  }
  await withServices(async ({ app }) => {
    const id = await app.startCycle({
      definition,
      fiscalYear: year,
      register,
      post: postNamed(options.as, definition.city.id),
      ...(options.playedFrom ? { playedFrom: options.playedFrom } : {}),
    })
    if (options.json) printJson({ cycle: id })
    else console.log(`年度を始めました：${id}`)
  })
}
