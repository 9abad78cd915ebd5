import type { Command } from 'commander'

export interface Options {
  json?: true
}

/** A command with its one-line summary, its examples and what every command has. `usage` is commander's, e.g. `status [cycle]`. */
export const define = (parent: Command, usage: string, summary: string, examples: string[]): Command =>
  parent
    .command(usage)
    .description(summary)
    .option('--json', 'print one JSON document on stdout')
    .option('--debug', 'show the whole error')
    .addHelpText('after', `\nExamples:\n${examples.map((example) => `  $ junkan ${example}`).join('\n')}`)

/** A group of commands, e.g. `junkan cycle …`. */
export const group = (parent: Command, name: string, summary: string, example: string): Command =>
  parent.command(name).description(summary).addHelpText('after', `\nExamples:\n  $ junkan ${example}`)
