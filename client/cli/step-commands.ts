import type { Command } from 'commander'
import { type ActOptions, acting, ask } from './act.js'
import { define, group } from './define.js'
import { postNamed } from './named.js'

interface OverrideOptions extends ActOptions {
  requirement: string
  second: string
}

/** `junkan step …`: what the office does about a gate that stays shut. */
export function stepCommands(program: Command): void {
  const step = group(program, 'step', 'gates of steps', 'step confirm approval --reason 修正後のシートを確認した --as office')

  acting(
    define(step, 'override <step>', 'set one requirement of a gate aside, with a reason and a second person', [
      'step override approval --requirement answered --reason 記録に対応の記載がない --second approver --as office',
    ]),
  )
    .requiredOption('--requirement <name>', 'answered (every opinion has its answer) or fresh (nothing was returned since)')
    .requiredOption('--second <post>', 'the second person: another post of the office, an approver or a head')
    .requiredOption('--reason <text>', 'why; it shows in the trail')
    .action((typed: string, options: OverrideOptions) =>
      ask(typed, 'override', options, (id) => ({ requirement: options.requirement, second: postNamed(options.second, id) })),
    )

  acting(
    define(step, 'confirm <step>', 'say that what was mended after acceptance has been looked at', [
      'step confirm approval --reason 修正後のシートを確認した --as office',
    ]),
  )
    .option('--reason <text>', 'what was looked at')
    .action((typed: string, options: ActOptions) => ask(typed, 'confirm', options))
}
