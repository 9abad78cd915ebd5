import { describe, expect, it } from 'vitest'
import { bundleJsonSchema, checkBundle } from '../../domain/bundle/check-bundle.js'
import { countsOf } from '../../domain/bundle/counts.js'
import { askedOf, handIn } from '../../domain/bundle/hand-in.js'
import { readBundle } from '../../domain/bundle/read-bundle.js'
import { smallCity, textOf } from '../support/bundles.js'
import { madeUpYear, shippedDefinition } from '../support/made-up-year.js'

describe('a small city with its own articles, forms and steps', () => {
  const { definition, bundle, problemAt } = smallCity()
  const asked = askedOf(bundle, definition)
  const handedIn = (step: string, subject: string) => {
    const one = asked.find((a) => a.step === step && a.subject === subject)
    return one && handIn(bundle, definition, one, '2022-07-15')
  }

  it('is accepted without a line of code for it', () => {
    expect(checkBundle(bundle, definition, problemAt)).toEqual({ ok: true, warnings: [] })
    expect(countsOf(bundle)).toMatchObject({
      programmes: 4,
      initiatives: 1,
      verified: 2,
      opinions: 6,
      actions: 4,
      crossCutting: 1,
      crossCuttingActions: 1,
    })
  })

  it('asks for a sheet of each programme, and for opinions and Actions of the verified ones and of the whole', () => {
    expect(asked.map(({ step, subject }) => `${step} ${subject}`)).toEqual([
      'cards crane',
      'cards seamen',
      'cards market',
      'cards lights',
      'cards ferry',
      'remarks crane',
      'remarks market',
      'remarks cross-cutting',
      'replies crane',
      'replies market',
      'replies cross-cutting',
      'sign sign',
      'release report',
    ])
  })

  it('hands in Actions that answer one opinion twice, several at once and out of order', () => {
    const actions = handedIn('replies', 'crane')?.actions as { answers: number[] }[]
    expect(actions.map(({ answers }) => answers)).toEqual([[4], [3, 1], [1]])
    expect(handedIn('replies', 'market')).toMatchObject({ actions: [{ no: 1, answers: [2, 1], budget: 'new' }] })
  })

  it('hands in opinions without a viewpoint where none was given', () => {
    const opinions = handedIn('remarks', 'crane')?.opinions as object[]
    expect(opinions[0]).toMatchObject({ no: 1, viewpoint: 'cost' })
    expect(opinions[1]).not.toHaveProperty('viewpoint')
  })

  it('attests for the initiative that has nothing to report, and dates by the day of play what has no date', () => {
    expect(handedIn('cards', 'lights')).toBeNull()
    expect(handedIn('sign', 'sign')).toEqual({ decidedOn: '2022-07-15' })
    expect(handedIn('release', 'report')).toEqual({ publishedOn: '2022-08-26' })
  })
})

describe('a made-up year', () => {
  const definition = shippedDefinition()

  it('of 600 programmes is valid beside the shipped definition', () => {
    const year = madeUpYear({ programmes: 600, verified: 200, seed: 1 })
    expect(checkBundle(year, definition)).toEqual({ ok: true, warnings: [] })
    expect(countsOf(year)).toMatchObject({ programmes: 600, verified: 200, departments: 40 })
    expect(askedOf(year, definition).length).toBeGreaterThan(1_855)
  })

  it('is the same for the same seed, and another for another', () => {
    const text = (seed: number) => JSON.stringify(madeUpYear({ programmes: 20, verified: 8, seed }))
    expect(text(5)).toBe(text(5))
    expect(text(5)).not.toBe(text(6))
  })

  it('survives being written to a file and read again', () => {
    const year = madeUpYear({ programmes: 12, verified: 5, seed: 3 })
    const read = readBundle(JSON.stringify(year), 'made-up.json')
    expect(read.ok && read.bundle).toEqual(year)
  })

  it('can be another city, with its own mailboxes', () => {
    const city = { id: 'tsubame', name: '架空市' }
    const year = madeUpYear({ programmes: 12, verified: 5, seed: 3, city })
    expect(checkBundle(year, { ...definition, city })).toEqual({ ok: true, warnings: [] })
    expect(checkBundle(year, definition).ok).toBe(false)
    expect(year.posts.every(({ mailbox }) => mailbox.endsWith('@tsubame.example'))).toBe(true)
  })

  it('can follow another definition', () => {
    const { definition: harbour } = smallCity()
    expect(checkBundle(madeUpYear({ programmes: 9, verified: 4, seed: 2, definition: harbour, fiscalYear: 2021 }), harbour).ok).toBe(true)
  })
})

describe('the JSON Schema for editors', () => {
  it('names every key of a bundle and forbids others', () => {
    const schema = bundleJsonSchema()
    expect(Object.keys(schema.properties ?? {})).toEqual(
      expect.arrayContaining(['junkan', 'source', 'programmes', 'sheets', 'irregularities']),
    )
    expect(schema.additionalProperties).toBe(false)
    expect(schema.required).toContain('source')
  })
})

describe('the example in docs/bundles.md', () => {
  it('is a bundle that its definition accepts', () => {
    const example = /```json\n([\s\S]*?)```/.exec(textOf('docs/bundles.md'))?.[1] ?? ''
    const read = readBundle(example, 'docs/bundles.md')
    if (!read.ok) throw new Error(JSON.stringify(read.problems))
    expect(checkBundle(read.bundle, smallCity().definition, read.problemAt)).toEqual({ ok: true, warnings: [] })
  })
})
