import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { textOf } from '../support/bundles.js'
import { junkanWith } from './junkan.js'

const small = { definition: 'test/support/small-city/definition.yaml', bundle: 'test/support/small-city/bundle.json' }
let dir: string
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'junkan-cli-'))
})
afterAll(() => rm(dir, { recursive: true, force: true }))

const junkan = junkanWith({ JUNKAN_VAR: '/nowhere/at/all' })

test('a wrong definition is named with file, line and remedy, in words and as JSON', async () => {
  const file = join(dir, 'wrong.yaml')
  const text = textOf(small.definition).replace('{ step: cards, edge: due }', '{ step: crads, edge: due }')
  await writeFile(file, text)
  const line = text.split('\n').findIndex((one) => one.includes('crads')) + 1
  const [told, asJson] = await Promise.all([junkan(['definition', 'check', file]), junkan(['definition', 'check', file, '--json'])])
  expect(told.code).toBe(1)
  expect(told.out + told.error).toContain(`${file}:${line}:`)
  expect(told.out + told.error).toContain('crads')
  expect(asJson.code).toBe(1)
  expect(JSON.stringify(asJson.json())).toContain('crads')
})

test('a good definition and a good bundle are found good', async () => {
  const [definition, bundle] = await Promise.all([
    junkan(['definition', 'check', small.definition, '--json']),
    junkan(['bundle', 'check', small.bundle, '--definition', small.definition]),
  ])
  expect(definition).toMatchObject({ code: 0, error: '' })
  expect(definition.json()).toMatchObject({ ok: true })
  expect(bundle).toMatchObject({ code: 0, error: '' })
})

test('a bundle that does not fit its definition is named with its line', async () => {
  const file = join(dir, 'wrong.json')
  await writeFile(file, textOf(small.bundle).replace('"department": "machi", "role": "head"', '"department": "matchi", "role": "head"'))
  const told = await junkan(['bundle', 'check', file, '--definition', small.definition])
  expect(told.code).toBe(1)
  expect(told.out + told.error).toMatch(/wrong\.json:\d+:\d+ .*matchi/)
})

test('wrong words of mails are named with file, line and remedy, and the shipped ones are found good', async () => {
  const file = join(dir, 'letters.yaml')
  const text = textOf('definitions/letters.yaml').replace('{{ count }}件を受理しました', '{{ cuont }}件を受理しました')
  await writeFile(file, text.replaceAll('\n', '\r\n'))
  const line = text.split('\n').findIndex((one) => one.includes('cuont')) + 1
  const [told, good] = await Promise.all([
    junkan(['letters', 'check', file]),
    junkan(['letters', 'check', 'definitions/letters.yaml', '--json']),
  ])
  expect(told.code).toBe(1)
  expect(told.out).toContain(`${file}:${line}:`)
  expect(told.out).toContain('「count」の誤りではありませんか')
  expect(good.json()).toEqual({ ok: true, problems: [], warnings: [] })
})

test('the schemas are JSON Schema', async () => {
  const [definition, bundle] = await Promise.all([junkan(['schema', 'definition']), junkan(['schema', 'bundle'])])
  for (const schema of [definition, bundle]) {
    expect(schema.code).toBe(0)
    expect(schema.json()).toMatchObject({ type: 'object', $schema: expect.stringContaining('2020-12') })
  }
})

test('when nothing runs it says so in one sentence, and a database that does not answer is named without its password', async () => {
  const [nothing, silent] = await Promise.all([
    junkan(['cycle', 'list']),
    junkanWith({ DATABASE_URL: 'postgres://junkan:secret@127.0.0.1:9/junkan', TEMPORAL_ADDRESS: '127.0.0.1:9' })([
      'cycle',
      'list',
      '--json',
    ]),
  ])
  expect(nothing).toMatchObject({ code: 69, out: '' })
  expect(nothing.error.trim().split('\n')).toHaveLength(1)
  expect(nothing.error).toContain('npm start')
  expect(silent.code).toBe(69)
  expect(silent.error).toContain('127.0.0.1:9')
  expect(silent.error + silent.out).not.toContain('secret')
  expect(silent.json()).toMatchObject({ error: { code: 'unavailable' } })
})

test('the whole plan of a year is shown before anything is started', async () => {
  const files = ['--definition', small.definition, '--register', small.bundle]
  const shown = await junkan(['cycle', 'start', ...files, '--year', '2021', '--as', 'office', '--dry-run', '--json'])
  expect(shown.code).toBe(0)
  const { steps } = shown.json<{ steps: { key: string; opensAt: string; reasons: unknown[] }[] }>()
  expect(steps.map(({ key }) => key)).toEqual(['cards', 'remarks', 'replies', 'sign', 'release'])
  expect(steps[0]?.opensAt).toBe('2022-05-09T01:00:00.000Z')
  expect(steps.every(({ reasons }) => reasons.length > 0)).toBe(true)
})
