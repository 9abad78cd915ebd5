import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Command } from 'commander'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { widthOf } from '../../client/cli/print.js'
import { createProgram } from '../../client/cli/program.js'
import { textOf } from '../support/bundles.js'
import { junkan } from './junkan.js'

let folder: string
let env: NodeJS.ProcessEnv
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'junkan-cli-'))
  const { DATABASE_URL: _database, TEMPORAL_ADDRESS: _temporal, ...rest } = process.env
  env = { ...rest, JUNKAN_VAR: folder }
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const small = 'test/support/small-city/definition.yaml'

const everyCommand = (command: Command, path = 'junkan'): { path: string; command: Command }[] =>
  command.commands.flatMap((child) => [
    { path: `${path} ${child.name()}`, command: child },
    ...everyCommand(child, `${path} ${child.name()}`),
  ])

test('the help of every command shows an example that begins with the command itself', () => {
  const commands = everyCommand(createProgram())
  expect(commands.map(({ path }) => path)).toContain('junkan assignment extend')
  for (const { path, command } of commands) {
    let help = ''
    command.configureOutput({ writeOut: (text) => (help += text) }).outputHelp()
    expect(help).toContain(`$ ${path}`)
  }
})

test('help is no error; a mistyped command or option is one, and says where to look', async () => {
  const help = await junkan(env, ['cycle', 'start', '--help'])
  expect([help.code, help.err]).toEqual([0, ''])
  expect(help.out).toContain('--register <file>')
  for (const args of [
    ['cycle', 'sart'],
    ['assignment', 'extend', 'cards/crane', '--due', '2017-02-30', '--as', 'office'],
    ['cycle', 'start'],
  ]) {
    const mistyped = await junkan(env, args)
    expect([mistyped.code, mistyped.out]).toEqual([2, ''])
    expect(mistyped.err).toContain('--help')
  }
})

test('where nothing runs, one sentence says how to start it', async () => {
  const ran = await junkan(env, ['cycle', 'list'])
  expect(ran).toMatchObject({ code: 69, out: '' })
  expect(ran.err.trim().split('\n')).toHaveLength(1)
  expect(ran.err).toContain('npm start')
  const asJson = await junkan(env, ['cycle', 'list', '--json'])
  expect(asJson.json<{ error: { code: string } }>().error.code).toBe('unavailable')
})

test('a database that does not answer is named without its password', async () => {
  const ran = await junkan({ ...env, DATABASE_URL: 'postgres://somebody:secret@127.0.0.1:1/junkan' }, ['cycle', 'list'])
  expect(ran).toMatchObject({ code: 69, out: '' })
  expect(ran.err).toContain('127.0.0.1:1')
  expect(ran.err).not.toContain('secret')
})

test('a wrong definition is told with file, line and remedy, and ends with 1; a good one with 0', async () => {
  const wrong = join(folder, 'wrong.yaml')
  await writeFile(wrong, textOf(small).replace('kind: approve', 'kind: aprove').replace('form: sign,', 'form: signe,'))
  const ran = await junkan(env, ['definition', 'check', small, wrong])
  expect(ran.code).toBe(1)
  const lines = textOf(small).split('\n')
  const at = (text: string) => lines.findIndex((line) => line.includes(text)) + 1
  expect(ran.out).toMatch(new RegExp(`^${wrong}:${at('kind: approve')}:\\d+ `, 'm'))
  expect(ran.out).toMatch(new RegExp(`^${wrong}:${at('form: sign,')}:\\d+ `, 'm'))
  expect(ran.out).toContain(`${small}: 問題はありません`)

  const asJson = await junkan(env, ['definition', 'check', wrong, '--json'])
  expect(asJson.code).toBe(1)
  expect(asJson.json<{ ok: boolean; problems: { line: number }[] }>()).toMatchObject({
    ok: false,
    problems: [{ file: wrong }, { file: wrong }],
  })
  expect(await junkan(env, ['definition', 'check', small])).toMatchObject({ code: 0 })
})

test('a bundle is held beside its definition', async () => {
  const bundle = 'test/support/small-city/bundle.json'
  expect(await junkan(env, ['bundle', 'check', bundle, '--definition', small])).toMatchObject({ code: 0 })
  const wrong = join(folder, 'wrong.json')
  await writeFile(wrong, textOf(bundle).replace('"department": "machi",\n      "verified"', '"department": "michi",\n      "verified"'))
  const ran = await junkan(env, ['bundle', 'check', wrong, '--definition', small])
  expect(ran.code).toBe(1)
  expect(ran.out).toMatch(/wrong\.json:\d+:\d+ programmes.*michi/)
})

test('the schemas for editors are JSON Schemas', async () => {
  for (const name of ['definition', 'bundle']) {
    const ran = await junkan(env, ['schema', name])
    expect(ran.json<{ type: string }>().type).toBe('object')
  }
})

test('the whole plan of a year is shown before anything is started', async () => {
  const args = [
    'cycle',
    'start',
    '--definition',
    small,
    '--register',
    'test/support/small-city/bundle.json',
    '--year',
    '2021',
    '--as',
    'office',
  ]
  const shown = await junkan(env, [...args, '--dry-run', '--json'])
  expect(shown.code).toBe(0)
  const { steps } = shown.json<{ steps: { key: string; opensAt: string; reasons: { text: string }[] }[] }>()
  expect(steps.map(({ key }) => key)).toEqual(['cards', 'remarks', 'replies', 'sign', 'release'])
  expect(steps[0]?.opensAt).toBe('2022-05-09T01:00:00.000Z')
  expect(steps.every(({ reasons }) => reasons.length > 0)).toBe(true)
})

test('Japanese characters take two columns of a terminal', () => {
  expect(widthOf('点検票 A-1')).toBe(10)
  expect(widthOf('ｶﾅ か゚')).toBe(5)
  expect(widthOf('𠮷')).toBe(2)
})
