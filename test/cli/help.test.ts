import type { Command } from 'commander'
import { expect, test } from 'vitest'
import { createProgram } from '../../client/cli/program.js'
import { junkanWith } from './junkan.js'

const junkan = junkanWith({ JUNKAN_VAR: '/nowhere/at/all' })

const withAllBelow = (command: Command): Command[] => [command, ...command.commands.flatMap(withAllBelow)]

function helpOf(command: Command): string {
  let text = ''
  command.configureOutput({
    writeOut: (part) => {
      text += part
    },
  })
  command.outputHelp()
  return text
}

const wholeName = (command: Command): string => (command.parent ? `${wholeName(command.parent)} ${command.name()}` : command.name())

test('the help of every command shows an example that begins with the command itself', () => {
  const commands = withAllBelow(createProgram()).filter((command) => command.parent !== null)
  expect(commands.map(wholeName)).toEqual(expect.arrayContaining(['junkan cycle start', 'junkan trail verify', 'junkan play']))
  const without = commands.filter((command) => !helpOf(command).includes(`$ ${wholeName(command)} `)).map(wholeName)
  expect(without).toEqual([])
})

test('every command that says something says it as JSON, too', () => {
  const commands = withAllBelow(createProgram()).filter((command) => command.commands.length === 0)
  expect(commands.filter((command) => !helpOf(command).includes('--json')).map(wholeName)).toEqual([])
})

test('help is no mistake and tells the exit codes; a mistyped option is one', async () => {
  const [help, mistyped, incomplete] = await Promise.all([
    junkan(['--help']),
    junkan(['cycle', 'list', '--jsn']),
    junkan(['assignment', 'extend', 'cards/crane', '--due', '2016-02-30', '--as', 'office']),
  ])
  expect(help.code).toBe(0)
  for (const code of ['0', '1', '2', '69']) expect(help.out).toMatch(new RegExp(`Exit codes:[^]*\\b${code}\\b`))
  expect(mistyped).toMatchObject({ code: 2, out: '' })
  expect(mistyped.error).toContain('--json')
  expect(incomplete.code).toBe(2)
  expect(incomplete.error).toContain('2016-02-30')
})
