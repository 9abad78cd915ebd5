import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AxeResults } from 'axe-core'
import type { Child } from 'hono/jsx'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ErrorSummary } from '../../client/web/pages/error-summary.js'
import { FieldEditor, FieldValue } from '../../client/web/pages/fields.js'
import { style } from '../../client/web/style.js'
import type { Definition, Form } from '../../domain/definition/schema.js'
import { checkContent } from '../../domain/sheet/content.js'
import { type Entry, readEntry, writeEntry } from '../../domain/sheet/entry.js'
import { shipped } from '../domain/definition-shipped.js'
import { openBrowser } from '../support/browser.js'

// What runs in the page is passed as text: the project's types know no browser.
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

const definition = shipped()
const numbered: Definition = { ...definition, pairing: 'numbered' }
const script = '<script>alert(1)</script>"\'&'
const several = `${script}\n\n二行目 ＜&amp;＞`

/** A content with script in every text that the form takes, of the shape that may be handed in. */
function filled({ fields }: Form): Record<string, unknown> {
  const indicator = {
    name: script,
    unit: script,
    note: several,
    values: [
      { fiscalYear: 2009, target: 1, actual: null, raw: several },
      { fiscalYear: 2016, target: 1234.5, actual: 130000, raw: { actual: '13,0000' } },
      { fiscalYear: 2017, target: null, actual: 3, raw: { target: script, actual: '| 実績 (件) | — | 3 | |' } },
    ],
  }
  const values: Record<string, unknown> = {
    text: `\n${several}`,
    bullets: [script, '二つ目'],
    number: { value: 14, unit: script, raw: '約14' },
    money: { value: 10220, raw: '| 10,220千円 | — |' },
    indicators: [indicator, { ...indicator, name: '来場者数', values: [] }],
    figures: [
      { label: script, value: null, unit: script, raw: script },
      { label: '利用率', value: 46.3, unit: '%' },
    ],
    table: {
      columns: [script, '年度', '金額'],
      rows: [
        [several, 2016, -1234567],
        ['計', 2017, null],
      ],
      unit: script,
    },
    date: '2016-09-06',
    flag: true,
    opinions: [{ no: 1, text: several, kind: 'praise', viewpoint: 'effect', source: script }, { text: '二件目' }],
    actions: [
      { no: 1, text: several, answers: [1, 2], category: 'done', timing: script, budget: 'next-year' },
      { text: '二件目', answers: [] },
    ],
  }
  return Object.fromEntries(fields.map((field) => [field.id, field.type === 'choice' ? field.options?.at(-1)?.id : values[field.type]]))
}

const document = (body: Child): string =>
  `<!DOCTYPE html><html lang="ja"><head><meta name="viewport" content="width=device-width"><title>様式</title><style>${style}</style></head><body><main class="frame wide"><h1>様式</h1>${body}</main></body></html>`

const editors = (form: Form, entry: Entry, all = false, rules = definition): string =>
  document(
    <form>
      {form.fields.map((field) => (
        <FieldEditor
          field={field}
          rules={rules}
          entry={entry}
          fiscalYear={2016}
          problems={all ? [`「${field.label}」: ${script}`] : []}
          doubts={all ? [script] : []}
          remark={all ? several : null}
          last={all ? [{ entry, from: `平成27年度（2015年度）の記載${script}` }] : []}
          pictures={{ path: '/pictures', adds: true }}
        />
      ))}
    </form>,
  )

describe('a form in a real browser', () => {
  let browser: Browser
  let page: Page
  const alerts: string[] = []
  beforeAll(async () => {
    browser = await openBrowser()
    page = await browser.newPage({ viewport: { width: 1280, height: 900 } })
    page.on('dialog', (dialog) => {
      alerts.push(dialog.message())
      return dialog.dismiss()
    })
  })
  afterAll(() => browser?.close())

  const ask = <T,>(expression: string): Promise<T> => page.evaluate(expression)

  it.each(definition.forms)('$name: what is written comes back as it was, with every control named', async (form) => {
    const content = filled(form)
    expect(checkContent(definition, form.id, null, content)).toEqual({ ok: true })
    for (const rules of [definition, numbered]) {
      const html = editors(form, writeEntry(form.fields, content), true, rules)
      expect(html).not.toContain('<script')
      await page.setContent(html)
      const sent = await ask<[string, string][]>("[...new FormData(document.querySelector('form'))]")
      expect(readEntry(form.fields, Object.fromEntries(sent))).toEqual(content)
      expect(await ask<string[]>(unnamed)).toEqual([])
      expect(await ask<string[]>(loose)).toEqual([])
    }
    expect(alerts).toEqual([])
  })

  it.each(definition.forms)('$name: empty, it says nothing; its links lead to the first control of each field', async (form) => {
    await page.setContent(editors(form, {}))
    expect(
      readEntry(form.fields, Object.fromEntries(await ask<[string, string][]>("[...new FormData(document.querySelector('form'))]"))),
    ).toEqual({})
    expect(await ask<string[]>(unnamed)).toEqual([])
    const firsts = await ask<string[]>(
      "[...document.querySelectorAll('.field')].map((field) => field.querySelector('input:not([type=hidden]),textarea,select').id)",
    )
    expect(firsts).toEqual(form.fields.map(({ id }) => `f-${id}`))
  })

  for (const width of [320, 1280]) {
    for (const colorScheme of ['light', 'dark'] as const) {
      it(`is accessible and does not scroll sideways at ${width} px in ${colorScheme}`, async () => {
        const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme })
        const narrow = await context.newPage()
        for (const form of definition.forms) {
          for (const html of [editors(form, {}), editors(form, writeEntry(form.fields, filled(form)), true, numbered)]) {
            await narrow.setContent(html)
            await narrow.evaluate("for (const details of document.querySelectorAll('details')) details.open = true")
            expect(await narrow.evaluate('document.documentElement.scrollWidth - window.innerWidth'), form.id).toBeLessThanOrEqual(0)
            await narrow.evaluate(axe)
            const result = (await narrow.evaluate("axe.run(document, { resultTypes: ['violations'] })")) as AxeResults
            expect(result.violations.map(({ id, nodes }) => `${form.id}: ${id} ${nodes[0]?.html}`)).toEqual([])
          }
        }
        await context.close()
      })
    }
  }

  it('names each figure of an indicator by indicator, year and 目標 or 実績', async () => {
    const form = definition.forms.find(({ id }) => id === 'sheet-full') as Form
    const values = [{ fiscalYear: 2016, target: 20, actual: 14 }]
    await page.setContent(editors(form, writeEntry(form.fields, { indicators: [{ name: '参加人数', unit: '人', values }] })))
    const named = (label: string) => page.getByRole('textbox', { name: label, exact: true })
    expect(await named('参加人数 平成28年度 目標').inputValue()).toBe('20')
    expect(await named('参加人数 平成28年度 実績').inputValue()).toBe('14')
    expect(await named('2番目の指標 平成29年度 目標').inputValue()).toBe('')
    expect(await ask(`getComputedStyle(document.querySelector('[name="indicators.0.2016.actual"]')).textAlign`)).toBe('right')
  })

  it('stacks the figures of an indicator into a block on a narrow screen, each with its year in sight', async () => {
    const form = definition.forms.find(({ id }) => id === 'sheet-full') as Form
    const year = 'document.querySelector(\'[for="f-indicators.0.2016.actual"]\').getBoundingClientRect()'
    const cell = 'document.querySelector(\'[name="indicators.0.2016.actual"]\').getBoundingClientRect()'
    await page.setContent(editors(form, {}))
    expect(await ask(`${year}.width`)).toBeLessThan(2)
    await page.setViewportSize({ width: 320, height: 900 })
    expect(await ask(`${year}.width`)).toBeGreaterThan(60)
    expect(await ask(`${cell}.left >= ${year}.right && ${cell}.right <= 320`)).toBe(true)
    await page.setViewportSize({ width: 1280, height: 900 })
  })

  it('lists what has to be put right, each with a link to its field, and says it at once', async () => {
    const form = definition.forms.find(({ id }) => id === 'sheet-full') as Form
    const result = checkContent(definition, form.id, 'forecast', { budget: { value: 'x' } })
    const problems = result.ok ? [] : result.problems
    const label = (id: string) => form.fields.find((field) => field.id === id)?.label ?? ''
    const summary = (
      <ErrorSummary problems={[...problems, { field: '', message: '全体の誤り' }].map((one) => ({ ...one, label: label(one.field) }))} />
    )
    await page.setContent(document(summary) + editors(form, {}))
    const alert = page.getByRole('alert', { name: '入力内容を確かめてください' })
    expect(await alert.getByRole('listitem').allTextContents()).toEqual([...problems.map(({ message }) => message), '全体の誤り'])
    await alert.getByRole('link', { name: '「事業計画」は必ず書いてください。' }).click()
    expect(await ask('document.activeElement.name ?? document.querySelector(":target").name')).toBe('plan')
    expect(String(<ErrorSummary problems={[]} />)).toBe('')
  })
})

/** Controls without a label or name of their own. */
const unnamed = `[...document.querySelectorAll('input:not([type=hidden]),textarea,select')]
  .filter((one) => one.labels.length === 0 || [...one.labels].every((label) => label.textContent.trim() === '')).map((one) => one.outerHTML)`
/** Labels and descriptions that lead nowhere, and ids that stand twice. */
const loose = `(() => {
  const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id)
  const told = [...document.querySelectorAll('[for],[aria-describedby]')].flatMap((one) => [one.htmlFor, ...(one.getAttribute('aria-describedby') ?? '').split(' ')])
  return [...told.filter((id) => id && !ids.includes(id)), ...ids.filter((id, at) => ids.indexOf(id) !== at)]
})()`

describe('a field to be read', () => {
  const text = (html: string) => html.replace(/<[^>]*>/g, '')
  const of = (formId: string, id: string, value: unknown) => {
    const field = definition.forms.find((form) => form.id === formId)?.fields.find((one) => one.id === id)
    if (!field) throw new Error(`no field ${id}`)
    return String(<FieldValue field={field} rules={definition} value={value} fiscalYear={2016} />)
  }

  it('in the words of the report: amounts with their unit and doubt, days with their weekday, options by name', () => {
    expect(text(of('sheet-full', 'budget', { value: 130000, raw: '13,0000' }))).toBe('当年度予算（当初）130,000千円※（原文「13,0000」）')
    expect(text(of('meeting', 'date', '2016-09-06'))).toBe('開催日平成28年9月6日（火）')
    expect(text(of('meeting', 'openness', 'partly'))).toBe('公開区分一部非公開')
    expect(text(of('meeting', 'quorum', false))).toBe('定足数を満たしたいいえ')
    expect(text(of('meeting', 'minutes', undefined))).toBe('会議録記載なし')
  })

  it('opinions and Actions with the words of their ids', () => {
    expect(text(of('opinions', 'opinions', [{ no: 1, text: '学べる機会も必要。', kind: 'request', viewpoint: 'method' }]))).toContain(
      '① 学べる機会も必要。（種類：要望、視点：支援の内容・方法）',
    )
    expect(text(of('actions', 'actions', [{ text: '内容を改める。', answers: [1, 2], budget: 'next-year' }]))).toContain(
      '内容を改める。（答える意見：1、2、予算：翌年度要求）',
    )
  })

  it('also while it is no value yet that could be handed in', () => {
    const half = of('sheet-full', 'indicators', [{ name: '', unit: '人', values: [{ fiscalYear: 2016, target: 20, actual: null }] }])
    expect(text(half)).toMatch(/書きかけです。.*人20$/)
  })

  it('never as markup', () => {
    for (const form of definition.forms) {
      const content = filled(form)
      for (const { id } of form.fields) expect(of(form.id, id, content[id])).not.toContain('<script')
    }
  })
})
