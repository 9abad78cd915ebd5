import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openConnections } from '../../client/app/open-connections.js'
import { freePorts } from '../../stack/ports.js'
import { smallCity } from '../support/bundles.js'
import { type Pages, pagesOf } from '../support/pages.js'
import { type Rig, rigFor } from '../support/rig.js'
import type { Browser } from '../support/sign-in.js'
import { playUntil } from '../support/stage.js'

// The pages while the engine is away: down (nobody listens), or silent (somebody listens and says nothing). The worker is stopped.
let rig: Rig
let stopWorker: () => Promise<void>
const closing: (() => Promise<void>)[] = []

beforeAll(async () => {
  rig = await rigFor(smallCity())
  stopWorker = await rig.startWorker()
  await playUntil(rig, ({ steps }) => steps['cards'] === 'open')
  await stopWorker()
}, 120_000)
afterAll(async () => {
  for (const close of closing) await close()
  await rig?.close()
})

const id = (subject: string) => `${rig.cycle}/cards/${subject}`
const sheet = (subject: string) => `/${rig.city}/${rig.definition.id}/${rig.bundle.fiscalYear}/assignments/cards/${subject}/sheet`
const words = ({ text }: { text: string }) => text.replace(/<[^>]*>/g, '')

/** A server that takes every line and never says a word. */
async function silent(): Promise<number> {
  const lines = new Set<Socket>()
  const server = createServer((line) => void lines.add(line.on('error', () => undefined)))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  closing.push(async () => {
    for (const line of lines) line.destroy()
    await new Promise((resolve) => server.close(resolve))
  })
  return (server.address() as AddressInfo).port
}
const nobody = async (): Promise<number> => (await freePorts(1))[0] as number

async function pagesWithout(port: number): Promise<Pages> {
  const connections = openConnections({
    databaseUrl: rig.database.url,
    temporal: { connectionOptions: { address: `127.0.0.1:${port}` }, namespace: 'default' },
    taskQueue: rig.connections.taskQueue,
    applicationName: 'test without engine',
  })
  closing.push(() => connections.close())
  return pagesOf(rig, { connections })
}

async function opened(browser: Browser, path: string): Promise<Record<string, string>> {
  const { text } = await browser.get(path)
  const found = [...text.matchAll(/<input type="hidden" name="(_\w+)" value="([^"]*)"/g)]
  return Object.fromEntries(found.map(([, name = '', value = '']) => [name, value]))
}

/** What an answer is, and how many milliseconds it took. */
async function timed<T>(act: Promise<T>): Promise<[T, number]> {
  const began = Date.now()
  return [await act, Date.now() - began]
}

describe.each([
  ['down', nobody, 'crane', 'market'],
  ['silent', silent, 'seamen', 'lights'],
])('while the engine is %s', (_, engine, mine, asked) => {
  let officer: Browser
  let office: Browser

  beforeAll(async () => {
    const pages = await pagesWithout(await engine())
    officer = await pages.signedIn('sangyo@minato.example')
    office = await pages.signedIn('seisaku@minato.example')
    // The courier sleeps for long: a mail that comes earlier has to wake it.
    await rig.db.$executeRaw`UPDATE gate SET acted = version, wake_at = '2099-01-01' WHERE id = ${`${rig.city}/courier`}`
  })

  test('every page comes up', async () => {
    const home = `/${rig.city}/${rig.definition.id}/${rig.bundle.fiscalYear}`
    for (const path of [
      '/',
      home,
      `${home}/assignments`,
      `${home}/trail`,
      `/${rig.city}/coming-mails`,
      `/${rig.city}/mails`,
      sheet(mine),
    ]) {
      const [{ status }, took] = await timed(office.get(path))
      expect([path, status]).toEqual([path, 200])
      expect(took).toBeLessThan(2_000)
    }
    expect((await officer.get('/my-work')).status).toBe(200)
  })

  test('what is typed is saved', async () => {
    const [saved, took] = await timed(officer.post(`${sheet(mine)}/draft`, { ...(await opened(officer, sheet(mine))), did: '下書き' }))
    expect(JSON.parse(saved.text)).toMatchObject({ kind: 'saved', revision: 1 })
    expect(took).toBeLessThan(2_000)
  })

  test('the head is asked to confirm, and the mail is planned', async () => {
    const form = { ...(await opened(officer, sheet(asked))), did: '説明会を開いた。', _do: 'ask' }
    const [seen, took] = await timed(officer.post(sheet(asked), form))
    expect(seen.status).toBe(303)
    expect(took).toBeLessThan(4_000)
    expect(words(await officer.get(seen.location ?? ''))).toContain('課長に確認を依頼しました。')
    expect(await rig.db.notice.count({ where: { processId: id(asked), kind: 'confirmation' } })).toBe(1)
  })

  test('a sheet handed in is received with its number, and cannot be handed in twice', async () => {
    const stale = await opened(officer, sheet(mine))
    const form = { ...(await opened(officer, sheet(mine))), did: '桟橋を直した。', _do: 'submit' }
    const [seen, took] = await timed(officer.post(sheet(mine), form))
    expect(seen.status).toBe(303)
    expect(took).toBeLessThan(7_000)
    const command = await rig.db.command.findFirstOrThrow({ where: { processId: id(mine), act: 'submit' } })
    expect(command.state).toBe('received')
    const receipt = words(await officer.get(seen.location ?? ''))
    expect(receipt).toContain(`受付番号 ${command.receiptNo}`)
    expect(receipt).toContain('反映待ち')
    expect(receipt).toContain('もう一度提出する必要はありません。')

    const again = words(await officer.get(sheet(mine)))
    expect(again).toContain(`提出を受け付けています（受付番号 ${command.receiptNo}、反映待ち）。`)
    const second = await officer.post(sheet(mine), { ...stale, did: '別の画面の文', _do: 'submit' })
    expect(second.status).toBe(409)
    expect(words(second)).toContain(`すでに提出されています（受付番号 ${command.receiptNo}、反映待ち）。`)
    expect(words(second)).toContain('別の画面の文')
    expect((await officer.post(`${sheet(mine)}/draft`, { ...stale, _turn: '9', did: '遅れた保存' })).status).toBe(410)
    expect(await rig.db.version.count({ where: { processId: id(mine) } })).toBe(1)
    expect(await rig.db.draft.count({ where: { processId: id(mine) } })).toBe(0)
  })
})

test('once the engine is back, what was received is applied by itself, with its number and its time', async () => {
  const received = await rig.db.command.findMany({ where: { state: 'received' }, orderBy: { receiptNo: 'asc' } })
  expect(received.map(({ processId }) => processId).sort()).toEqual([id('crane'), id('seamen')])
  await rig.db.command.updateMany({ where: { state: 'received' }, data: { recordedAt: new Date(Date.now() - 31_000) } })
  stopWorker = await rig.startWorker()
  const { temporal, taskQueue } = rig.connections
  await temporal.workflow.execute('relay', { workflowId: `${rig.city}/relay-now`, taskQueue, args: [rig.city] })
  for (const { id: command, receiptNo, receivedAt, processId } of received) {
    expect(await rig.db.command.findUniqueOrThrow({ where: { id: command } })).toMatchObject({ state: 'applied', receiptNo, receivedAt })
    expect((await rig.db.process.findUniqueOrThrow({ where: { id: processId } })).state).toBe('submitted')
  }
  const browser = await (await pagesOf(rig)).signedIn('machi-cho@minato.example')
  expect((await browser.get('/my-work')).status).toBe(200)
})
