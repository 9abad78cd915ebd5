import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { smallCity } from '../support/bundles.js'
import type { Year } from '../support/in-city.js'
import { madeUpYear, shippedDefinition } from '../support/made-up-year.js'
import { type History, payloadsOf, stringsOf } from '../support/payloads.js'
import { type Rig, rigFor } from '../support/rig.js'

const madeUp = (): Year => {
  const definition = shippedDefinition()
  return { definition, bundle: madeUpYear({ programmes: 30, verified: 10, seed: 7, definition }) }
}

/** Every text that people wrote or are reached by: nothing of it may be found in a history. */
function written({ bundle }: Year): string[] {
  const texts = new Set<string>()
  const collect = (value: unknown) => {
    if (typeof value === 'string' && /[^\x20-\x7e]/.test(value) && value.length > 1) texts.add(value)
    else if (value !== null && typeof value === 'object') for (const part of Object.values(value)) collect(part)
  }
  for (const part of [bundle.programmes, bundle.departments, bundle.posts, bundle.sheets, bundle.entries, bundle.opinions, bundle.actions])
    collect(part)
  for (const { remark } of bundle.conduct) collect(remark)
  for (const post of bundle.posts) texts.add(post.mailbox)
  return [...texts]
}

describe.each([
  ['the small city', smallCity],
  ['a made-up year of 30 programmes', madeUp],
])('the histories of %s', (_, year) => {
  let rig: Rig
  const histories: { id: string; history: History }[] = []
  beforeAll(async () => {
    rig = await rigFor(year())
    await rig.startWorker()
    await rig.play()
    const { workflow } = rig.connections.temporal
    const flows = [...(await rig.db.process.findMany({ select: { id: true } })).map(({ id }) => id), `${rig.city}/courier`]
    for (const id of flows) {
      // A flow that went on as a new run has a history for each.
      for await (const run of workflow.list({ query: `WorkflowId = "${id}"` })) {
        histories.push({ id, history: await workflow.getHandle(id, run.runId).fetchHistory() })
      }
    }
  }, 240_000)
  afterAll(() => rig.close())

  test('are all there, with a payload in each', () => {
    expect(new Set(histories.map(({ id }) => id)).size).toBeGreaterThan(rig.bundle.programmes.length)
    for (const { history } of histories) expect(payloadsOf(history).length).toBeGreaterThan(0)
  })

  test('hold no payload over 8 KiB', () => {
    const large = histories.flatMap(({ id, history }) =>
      payloadsOf(history).flatMap(({ at, bytes }) => (bytes > 8192 ? [{ id, at, bytes }] : [])),
    )
    expect(large).toEqual([])
  })

  test('are no longer than 4,096 events each, and an assignment no longer than 100', () => {
    for (const { id, history } of histories) {
      const events = history.events?.length ?? 0
      expect([id, events <= 4096]).toEqual([id, true])
      if (id.split('/').length === 6) expect([id, events <= 100]).toEqual([id, true])
    }
  })

  test('hold nobody’s mailbox and nothing that people wrote', () => {
    const texts = written(rig)
    expect(texts.length).toBeGreaterThan(20)
    const found = histories.flatMap(({ id, history }) => {
      const all = stringsOf(history).join('\n')
      return texts.filter((text) => all.includes(text) || all.includes(JSON.stringify(text).slice(1, -1))).map((text) => ({ id, text }))
    })
    expect(found).toEqual([])
    for (const { id, history } of histories) {
      const mailboxes = payloadsOf(history).filter(({ text }) => /[\w.-]+@[\w-]+\.\w+/.test(text))
      expect([id, mailboxes]).toEqual([id, []])
    }
  })
})
