import { Liquid, type Template as Parsed } from 'liquidjs'
import { instead } from '../definition/nearest.js'
import { count, oneLine, withoutUnseen } from './lines.js'

/** What a template is filled in with, by name. A value that is missing has no key. */
export type Scope = Readonly<Record<string, string | number | boolean>>

/** A line of a letter with its places for values. */
export interface Template {
  /** names of the values it uses, each once */
  names: string[]
  /** @throws ValueMissing */
  fill(scope: Scope): string
}

/** A template uses a value that is not there. */
export class ValueMissing extends Error {
  override readonly name = 'ValueMissing'
  constructor(readonly value: string) {
    super(`{{ ${value} }} に入る値がありません。`)
  }
}

/** A template that cannot be used: the message says why, the remedy what to write instead. */
export interface TemplateFault {
  message: string
  remedy: string
}

const allowedTags = ['if', 'unless', 'case', 'comment']
const allowedFilters = ['default']

/** Numbers are printed in an office's digits; whatever others wrote becomes one safe line. */
const printed = (value: unknown): string => (typeof value === 'number' ? count(value) : oneLine(String(value)))

/**
 * Liquid with what a letter needs: values and conditions. No loop, no range, no file, no clock, nothing that a template could be long or
 * slow with; an unknown name is an error, except where a condition asks whether it is there.
 */
const engine = new Liquid({
  strictVariables: true,
  strictFilters: true,
  lenientIf: true,
  ownPropertyOnly: true,
  templates: {},
  outputEscape: printed,
  parseLimit: 10_000,
  memoryLimit: 100_000,
})
for (const name of Object.keys(engine.tags)) if (!allowedTags.includes(name)) delete engine.tags[name]
for (const name of Object.keys(engine.filters)) if (!allowedFilters.includes(name)) engine.unregisterFilter(name)

/** Reads one line of a letter. `known` are the names of the values that its place has. */
export function readTemplate(text: string, known: readonly string[]): Template | TemplateFault[] {
  const plain = textFaults(text)
  if (plain.length > 0) return plain
  let parsed: Parsed[]
  let paths: unknown[][]
  try {
    parsed = engine.parse(text)
    paths = Object.values(engine.analyzeSync(parsed).globals).flatMap((uses) => uses.map(({ segments }) => segments))
  } catch (error) {
    return [syntaxFault(error)]
  }
  const names = [...new Set(paths.map(([name]) => String(name)))]
  const faults = names
    .filter((name) => !known.includes(name))
    .map((name) => ({ message: `{{ ${name} }} という値はここでは使えません。`, remedy: instead(name, [...known]) }))
  const deep = paths.find((path) => path.length > 1)
  if (deep)
    faults.push({
      message: `{{ ${deep.join('.')} }} のように「.」や [ ] は使えません。`,
      remedy: `{{ ${String(deep[0])} }} と書いてください。`,
    })
  return faults.length > 0 ? faults : { names, fill: (scope: Scope) => fill(parsed, scope) }
}

function fill(parsed: Parsed[], scope: Scope): string {
  try {
    return withoutUnseen(String(engine.renderSync(parsed, scope, { templateLimit: 1_000 })))
  } catch (error) {
    const missing = original(error)?.variableName
    if (missing === undefined) throw error
    throw new ValueMissing(missing)
  }
}

/** What a line of a letter may not hold, whatever the template language says of it. */
function textFaults(text: string): TemplateFault[] {
  if (text.includes('\n'))
    return [{ message: '2行以上に分かれています。', remedy: '1行で書いてください。送るときに適切な長さで折り返します。' }]
  const hidden = [...text].find((c) => withoutUnseen(c) !== c)
  if (hidden !== undefined) return [{ message: `見えない文字（${codeOf(hidden)}）が入っています。`, remedy: 'その文字を消してください。' }]
  if (/[｛｝]{2}|｛\s*[%％]|[%％]\s*｝/u.test(text))
    return [
      {
        message: '全角のかっこ「｛｛」「｛％」はそのままの文字として届きます。',
        remedy: '半角で {{ 値 }}、{% if 値 %} と書いてください。',
      },
    ]
  // A range such as (1..9000000) is built in full wherever it stands; wherever its brackets end, it is refused.
  if (/\{[{%].*\(.*\.\./su.test(text))
    return [{ message: '「(1..9)」のような範囲は使えません。', remedy: '文の中のかっこと点は、全角の（）と…で書いてください。' }]
  const words = text.replace(/\{%.*?%\}|\{\{.*?\}\}/g, '')
  if (/%\}|\}\}/.test(words))
    return [{ message: '始まりのない「%}」「}}」があります。', remedy: '{{ 値 }}、{% if 値 %}…{% endif %} の形で書いてください。' }]
  const tag = /<\/?[a-z!][^>]*>?/i.exec(words)?.[0]
  if (tag !== undefined)
    return [{ message: `HTML のタグ「${tag}」は使えません。`, remedy: '文字だけを書いてください。HTML の形は自動で整えます。' }]
  const entity = /&(#\w+|[a-z]+);/i.exec(words)?.[0]
  return entity === undefined
    ? []
    : [{ message: `「${entity}」はそのままの文字として届きます。`, remedy: '表したい文字そのものを書いてください。' }]
}

const codeOf = (c: string): string => `U+${(c.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`

const original = (error: unknown): { variableName?: string } | undefined =>
  (error as { originalError?: { variableName?: string } }).originalError

const tagList = allowedTags.map((tag) => `{% ${tag} %}`).join('、')

/** Liquid's complaint as a sentence. Its own words stand where no better ones are known. */
function syntaxFault(error: unknown): TemplateFault {
  const said = (error instanceof Error ? error.message : String(error)).replace(/, line:\d+, col:\d+$/, '')
  const [, filter] = /^undefined filter: (.*)$/.exec(said) ?? []
  if (filter !== undefined)
    return {
      message: `「| ${filter}」という加工はできません。`,
      remedy: `使えるもの: ${allowedFilters.map((name) => `| ${name}: '値がないときの文字'`).join('、')}`,
    }
  const [, tag] = /^tag "(.*)" not found$/.exec(said) ?? []
  if (tag !== undefined)
    return /^(else|elsif|end|when)/.test(tag)
      ? { message: `{% ${tag} %} に対応する始まりがありません。`, remedy: '{% if … %} から始めて {% endif %} で終えてください。' }
      : { message: `{% ${tag} %} は使えません。`, remedy: `使えるもの: ${tagList}` }
  // {% if without %}, and a value without }}: Liquid reads on and stumbles over what follows.
  if (/^(expected "\|" before filter|unexpected token|unclosed|invalid|illegal)/.test(said))
    return {
      message: '値や条件の書き方を読めません。',
      remedy: '{{ 値 }}、{% if 値 %}…{% endif %} の形で、かっこを閉じているか確かめてください。比較は == や > で書きます。',
    }
  if (/not closed$/.test(said))
    return {
      message: `閉じられていません（${said.replace(/^(tag|output) | not closed$/g, '')}）。`,
      remedy: '{{ … }}、{% … %} と、{% if %} に対する {% endif %} を確かめてください。',
    }
  return {
    message: `値や条件の書き方を読めません（${said}）。`,
    remedy: '{{ 値 }}、{% if 値 %}…{% endif %}、比較は == や > の形で書いてください。',
  }
}
