import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest'
import { releaseMails } from '../../client/app/steering/release-mails.js'
import { writeAddresses } from '../../stack/addresses.js'
import { smallCity } from '../support/bundles.js'
import { type Rig, rigFor } from '../support/rig.js'
import { moveTo, quiet } from '../workflows/move-clock.js'
import { junkanWith, type Ran } from './junkan.js'

// One year from its start to its seal, by the command line alone; the tests are its chapters and lean on each other.
// Each command is a process that loads the whole program: about a second on an idle machine, several on a busy one.
vi.setConfig({ testTimeout: 180_000 })

let rig: Rig
let folder: string
let stopWorker: () => Promise<void>
let junkan: (args: string[], input?: string) => Promise<Ran>
beforeAll(async () => {
  rig = await rigFor(smallCity())
  folder = await mkdtemp(join(tmpdir(), 'junkan-cli-'))
  await writeFile(join(folder, 'definition.yaml'), JSON.stringify(rig.definition))
  await writeFile(join(folder, 'bundle.json'), JSON.stringify(rig.bundle))
  junkan = junkanWith({ ...rig.workerEnvironment(), JUNKAN_VAR: folder })
  stopWorker = await rig.startWorker()
})
afterAll(async () => {
  await rig.close()
  await rm(folder, { recursive: true, force: true })
})

const file = (name: string) => join(folder, name)
const crane = () => JSON.stringify(rig.bundle.sheets['crane']?.['year'])
const stateOf = async (subject: string) =>
  (await rig.db.process.findUniqueOrThrow({ where: { id: `${rig.cycle}/cards/${subject}` } })).state

test('a year is started, and its steps stand in the status', async () => {
  const files = ['--definition', file('definition.yaml'), '--register', file('bundle.json')]
  const start = ['cycle', 'start', ...files, '--year', '2021', '--played-from', '2022-04-25T09:00', '--as', 'office']
  const [wrongPost, alone] = [await junkan([...start.slice(0, -1), 'minato-officer']), await junkan([...start, '--json'])]
  expect(wrongPost).toMatchObject({ code: 1, out: '' })
  expect(wrongPost.error).toContain('年度を始められるのは事務局の職だけです')
  expect(alone).toMatchObject({ code: 0, error: '' })
  expect(alone.json()).toEqual({ cycle: rig.cycle })
  await quiet(rig)

  const [again, status, asJson] = await Promise.all([
    junkan(start),
    junkan(['cycle', 'status']),
    junkan(['cycle', 'status', '2021', '--json']),
  ])
  expect(again.code).toBe(1)
  expect(again.error).toContain('すでに始まっています')
  expect(status.code).toBe(0)
  expect(status.out).toMatch(/cards +点検票の提出 +開始待ち/)
  const { steps, waiting } = asJson.json<{ steps: { key: string; state: string }[]; waiting: unknown[] }>()
  expect(steps.map(({ key, state }) => [key, state])).toContainEqual(['sign', 'planned'])
  expect(waiting).toEqual([])
})

test('a step is moved: first shown, then done, and the section sees the new date', async () => {
  const move = ['cycle', 'reschedule', 'cards', '--due', '2022-05-30', '--reason', '連休のため', '--as', 'office', '--json']
  const shown = (await junkan([...move, '--dry-run'])).json<{ effects: { id: string; to: string }[]; outcomes: unknown[] }>()
  expect(shown.outcomes).toEqual([])
  expect(shown.effects).toContainEqual(expect.objectContaining({ id: `${rig.cycle}/cards`, to: '2022-05-30T08:00:00.000Z' }))
  const done = (await junkan(move)).json<{ effects: unknown[]; outcomes: { state: string }[] }>()
  expect(done.effects).toEqual(shown.effects)
  expect(done.outcomes.map(({ state }) => state)).toEqual(['applied', 'applied'])

  // A year started from here keeps its mails back until the office has looked at them: not before there are any.
  const release = { id: 'year-mails-leave', cycleId: rig.cycle, post: rig.office, person: null, via: 'cli' as const }
  await expect(releaseMails(rig.connections, release)).rejects.toThrow('点検する初回メールが、まだありません')
  await moveTo(rig, '2022-05-09T03:00:00.000Z')
  await releaseMails(rig.connections, release)
  // The day after it opened: by now its request mails have left.
  await moveTo(rig, '2022-05-10T01:00:00.000Z')
  const { assignments } = (await junkan(['assignment', 'list', '--json'])).json<{
    assignments: { subject: string; dueAt: string; state: string }[]
  }>()
  expect(assignments.map(({ subject }) => subject).sort()).toEqual(['crane', 'ferry', 'lights', 'market', 'seamen'])
  expect(assignments.every(({ dueAt, state }) => dueAt === '2022-05-30T08:00:00.000Z' && state === 'open')).toBe(true)
})

test('a sheet is handed in, returned, handed in again and accepted', async () => {
  const faulty = await junkan(
    ['assignment', 'submit', 'cards/crane', '--as', 'minato-officer', '--json'],
    '{ did: 更新した。, spent: 多め }',
  )
  expect(faulty.code).toBe(1)
  expect(faulty.json()).toMatchObject({ error: { code: 'invalid-content', problems: [expect.stringContaining('spent')] } })

  const first = await junkan(['assignment', 'submit', 'cards/crane', '--as', 'minato-officer', '--id', 'crane-1', '--json'], crane())
  expect(first.json()).toMatchObject({ process: `${rig.cycle}/cards/crane`, act: 'submit', state: 'applied', id: 'crane-1' })

  const remark = ['--reason', '金額を確かめてください', '--remark', 'spent=桁を確かめてください']
  expect(await junkan(['assignment', 'return', 'cards/crane', ...remark, '--as', 'office'])).toMatchObject({ code: 0, error: '' })
  await writeFile(file('crane.yaml'), (await junkan(['assignment', 'show', 'cards/crane', '--version', '1'])).out)
  const again = ['assignment', 'submit', 'cards/crane', '--file', file('crane.yaml'), '--as', 'minato-officer']
  expect(await junkan(again)).toMatchObject({ code: 0, error: '' })

  const old = await junkan(['assignment', 'accept', 'cards/crane', '--version', '1', '--as', 'office'])
  expect(old).toMatchObject({ code: 1, out: '' })
  expect(old.error).toContain('別の版が提出されています')
  expect(await junkan(['assignment', 'accept', 'cards/crane', '--version', '2', '--as', 'office'])).toMatchObject({ code: 0 })
  expect(await stateOf('crane')).toBe('accepted')
  const [one, two] = await rig.db.version.findMany({ where: { processId: `${rig.cycle}/cards/crane` }, orderBy: { no: 'asc' } })
  expect(two?.hash).toBe(one?.hash)
})

test('a due date is extended, and a telephone call recorded; a day gone by is no due date', async () => {
  const [extended, called, past, nothing] = await Promise.all([
    junkan(['assignment', 'extend', 'cards/market', '--due', '2022-06-02', '--reason', '集計中', '--as', 'office']),
    junkan([
      'assignment',
      'call',
      'cards/seamen',
      '--whom',
      '港湾課 担当',
      '--said',
      '31日に出すとのこと',
      '--until',
      '2022-05-31',
      '--as',
      'office',
    ]),
    junkan(['assignment', 'extend', 'cards/ferry', '--due', '2022-01-04', '--as', 'office']),
    junkan(['assignment', 'call', 'cards/ferry', '--as', 'office']),
  ])
  expect(extended).toMatchObject({ code: 0, error: '' })
  expect(called).toMatchObject({ code: 0, error: '' })
  expect(past).toMatchObject({ code: 1, out: '' })
  expect(nothing).toMatchObject({ code: 1, out: '' })
  const cards = await rig.db.process.findMany({ where: { parentId: `${rig.cycle}/cards` }, orderBy: { id: 'asc' } })
  const card = (subject: string) => cards.find((one) => one.subject === subject)
  expect(card('market')?.dueAt?.toISOString()).toBe('2022-06-02T08:00:00.000Z')
  expect(card('seamen')?.pausedUntil?.toISOString()).toBe('2022-05-31T08:00:00.000Z')
  expect(card('ferry')?.dueAt?.toISOString()).toBe('2022-05-30T08:00:00.000Z')
})

test('a section asks for a later date, the office says that it stays, and by which chase this one is asked for', async () => {
  const wish = ['assignment', 'request-extension', 'cards/ferry', '--wished', '2022-06-10', '--reason', '運航の記録を集計中']
  expect(await junkan([...wish, '--as', 'minato-officer'])).toMatchObject({ code: 1, out: '' })
  expect(await junkan([...wish, '--as', 'seisaku-officer'])).toMatchObject({ code: 0, out: expect.stringContaining('期限の延長の申出') })
  const ferry = () => rig.db.process.findUniqueOrThrow({ where: { id: `${rig.cycle}/cards/ferry` } })
  expect((await ferry()).extensionAsked).not.toBeNull()
  const stays = ['assignment', 'decline-extension', 'cards/ferry', '--reason', '会議の資料に間に合わないため', '--as', 'office']
  expect(await junkan(stays)).toMatchObject({ code: 0, error: '' })
  expect((await ferry()).extensionAsked).toBeNull()
  const chase = ['assignment', 'set-chase', 'cards/ferry', '--reason', '事務局が聞き取るため', '--as', 'office']
  expect(await junkan([...chase, '--chase', 'none-such'])).toMatchObject({ code: 1, out: '' })
  expect(await junkan([...chase, '--chase', 'plain'])).toMatchObject({ code: 0, error: '' })
  expect((await ferry()).chase).toBe('plain')
})

test('a post that may not act is refused, and the refusal stands in the trail', async () => {
  // Found as a person finds it beside a running `npm start`: by the addresses that it leaves.
  await writeAddresses(folder, {
    databaseUrl: rig.database.url,
    databaseOwnerUrl: rig.database.ownerUrl,
    temporalAddress: inject('temporalAddress'),
    temporalNamespace: 'default',
    publicUrl: 'http://127.0.0.1',
    smtpUrl: rig.mail.url,
  })
  const beside = junkanWith({ JUNKAN_VAR: folder, JUNKAN_TASK_QUEUE: rig.connections.taskQueue })
  const refused = await beside(['assignment', 'accept', 'cards/crane', '--version', '2', '--as', 'machi-officer', '--json'])
  expect(refused.code).toBe(1)
  const { receiptNo, ...outcome } = refused.json<{ receiptNo: number }>()
  expect(outcome).toMatchObject({
    state: 'refused',
    refusal: 'wrong-post',
    message: expect.stringContaining('この職ではこの操作はできません'),
  })

  const [trail, coming, faults] = await Promise.all([
    junkan(['trail', 'show', '--kind', 'refused', '--process', 'cards/crane', '--json']),
    junkan(['mail', 'list', '--coming', '--json']),
    junkan(['fault', 'list', '--json']),
  ])
  const { rows } = trail.json<{ rows: { body: object }[] }>()
  expect(rows.at(-1)?.body).toMatchObject({ receipt: receiptNo, post: `${rig.city}/machi-officer`, act: 'accept', refusal: 'wrong-post' })
  expect(coming.json<{ notices: unknown[] }>().notices.length).toBeGreaterThan(0)
  expect(faults.json()).toEqual({ city: rig.city, faults: [] })
})

test('the bundle plays the half-begun year on to its seal, and its trail is whole', async () => {
  const played = await junkan(['play', file('bundle.json'), '--definition', file('definition.yaml'), '--json'])
  const { cycle, figures } = played.json<{ cycle: string; figures: { what: string; played: number; recorded: number | null }[] }>()
  expect(cycle).toBe(rig.cycle)
  // One return was made above that the bundle does not tell of, and the count says so.
  expect(figures.filter((f) => f.recorded !== null && f.recorded !== f.played).map((f) => [f.what, f.played])).toEqual([['修正依頼', 1]])
  expect(played.code).toBe(1)
  expect(played.error).toContain('市長決裁：終わる')

  const [whole, asJson] = await Promise.all([junkan(['trail', 'verify']), junkan(['trail', 'verify', '2021', '--json'])])
  expect(whole).toMatchObject({ code: 0, error: '' })
  expect(whole.out).toContain(`${rig.cycle}: OK`)
  const rows = await rig.db.trail.count()
  expect(asJson.json()).toMatchObject({ ok: true, cycles: [{ cycle: rig.cycle, rows, faults: [] }] })
})

test('rows altered by the owner of a copy of the database are named', async () => {
  const copy = `${new URL(rig.database.ownerUrl).pathname.slice(1)}_copy`
  // PostgreSQL copies only a database that nobody uses.
  await stopWorker()
  await rig.db.$disconnect()
  await onServer(`CREATE DATABASE ${copy} TEMPLATE ${copy.replace(/_copy$/, '')}`)
  try {
    const [ownerUrl, url] = [rig.database.ownerUrl, rig.database.url].map((one) => one.replace(/_[0-9a-f]+$/, (name) => `${name}_copy`))
    const owner = new pg.Client({ connectionString: ownerUrl })
    await owner.connect()
    await owner.query('ALTER TABLE trail DISABLE TRIGGER append_only')
    await owner.query(
      `UPDATE trail SET body = replace(body, 'minato-officer', 'machi-officer') WHERE no = (SELECT min(no) FROM trail WHERE body LIKE '%"act":"submit"%minato-officer%')`,
    )
    await owner.query(`UPDATE trail SET process_id = process_id || '-other' WHERE no = 3`)
    await owner.query(`DELETE FROM trail WHERE no = 12`)
    const { rows } = await owner.query<{ no: number }>(`SELECT min(no) AS no FROM trail WHERE body LIKE '%"act":"submit"%machi-officer%'`)
    await owner.end()

    const verified = await junkanWith({ ...rig.workerEnvironment(), DATABASE_URL: url, JUNKAN_VAR: folder })(['trail', 'verify', '--json'])
    expect(verified.code).toBe(1)
    const { cycles } = verified.json<{ cycles: { faults: object[] }[] }>()
    expect(cycles[0]?.faults).toEqual(
      expect.arrayContaining([
        { no: 3, fault: 'columns', columns: ['process'] },
        { no: 12, fault: 'missing' },
        { no: 13, fault: 'unlinked' },
        { no: rows[0]?.no, fault: 'altered' },
      ]),
    )
  } finally {
    await onServer(`DROP DATABASE ${copy} WITH (FORCE)`)
  }
})

async function onServer(sql: string): Promise<void> {
  const { href } = new URL('/postgres', rig.database.ownerUrl)
  const client = new pg.Client({ connectionString: href })
  await client.connect()
  await client.query(sql)
  await client.end()
}
