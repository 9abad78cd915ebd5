import type { Fault } from '../definition/problem.js'
import type { KindFile, ShapelyParts } from './letters-schema.js'
import { columns } from './lines.js'
import type { NoticeKind } from './mail-input.js'
import { readTemplate, type Scope, type Template, ValueMissing } from './template.js'
import { tones, urgency } from './urgency.js'
import { statesOfFrame, statesOfKind, valuesOfFrame, valuesOfKind } from './values.js'
import { type KindWording, type Letters, type Phrase, phrase, type Toned } from './wording.js'

/** Characters that one line of a file may have. */
const longest = 600
/** Columns of a subject at most (two for a full-width character): longer ones are cut off by most mail programs. */
const widestSubject = 160

interface Place {
  path: PropertyKey[]
  names: string[]
  states(names: readonly string[]): Scope[]
}

/** Every line of these parts as a template, and whatever is wrong with one of them. All parts without faults: the wording is whole. */
export function wordingFrom(file: ShapelyParts): { wording: Pick<Letters, 'frame' | 'kinds'> | null; faults: Fault[] } {
  const faults: Fault[] = []
  const line = (text: string, place: Place): Phrase => {
    const found = lineFaults(text, place)
    if (!Array.isArray(found)) return phrase(found, place.path)
    faults.push(...found)
    return () => ''
  }
  const kinds = Object.fromEntries(
    urgency.flatMap((kind) => {
      const written = file.kinds[kind]
      return written ? [[kind, kindWording(written, kind, line)]] : []
    }),
  )
  const frame = file.frame && frameWording(file.frame, ['frame'], line)
  const wording = { kinds: kinds as Letters['kinds'], frame: frame as unknown as Letters['frame'] }
  return { wording: faults.length === 0 ? wording : null, faults }
}

function kindWording(written: KindFile, kind: NoticeKind, line: (text: string, place: Place) => Phrase): KindWording {
  const names = valuesOfKind(kind).map(({ name }) => name)
  const one = (text: string, ...part: string[]) =>
    line(text, { path: ['kinds', kind, ...part], names, states: (used) => statesOfKind(kind, used) })
  const inTones = (text: KindFile['subject'], part: string): Toned => {
    if (typeof text !== 'string') return Object.fromEntries(tones.map((tone) => [tone, one(text[tone], part, tone)])) as Toned
    const same = one(text, part)
    return { ordinary: same, firm: same, last: same }
  }
  return {
    subject: inTones(written.subject, 'subject'),
    lead: inTones(written.lead, 'lead'),
    leadOtherwise: one(written.leadOtherwise, 'leadOtherwise'),
    heading: inTones(written.heading, 'heading'),
    explanation: inTones(written.explanation, 'explanation'),
    dueLabel: one(written.dueLabel, 'dueLabel'),
  }
}

type Written = string | string[] | { [part: string]: Written }
type Worded = Phrase | Phrase[] | { [part: string]: Worded }

function frameWording(written: Written, path: PropertyKey[], line: (text: string, place: Place) => Phrase): Worded {
  if (typeof written === 'string') {
    const part = String(path[1])
    const names = valuesOfFrame(part).map(({ name }) => name)
    return line(written, { path, names, states: (used) => statesOfFrame(part, used) })
  }
  if (Array.isArray(written)) return written.map((text, index) => frameWording(text, [...path, index], line) as Phrase)
  return Object.fromEntries(Object.entries(written).map(([part, text]) => [part, frameWording(text, [...path, part], line)]))
}

/** The line as a template that was tried in every state of the values it names; or what is wrong with it. */
function lineFaults(text: string, { path, names, states }: Place): Template | Fault[] {
  if (text.length > longest) return [{ path, message: `${text.length}字あります。`, remedy: `1行は${longest}字以内にしてください。` }]
  const template = readTemplate(text, names)
  if (Array.isArray(template)) return template.map((fault) => ({ path, ...fault }))
  const isSubject = path[0] === 'kinds' && path[2] === 'subject'
  for (const state of states(template.names)) {
    const fault = filledFault(template, state, isSubject)
    if (fault) return [{ path, ...fault }]
  }
  return template
}

function filledFault(template: Template, state: Scope, isSubject: boolean): Pick<Fault, 'message' | 'remedy'> | null {
  try {
    const filled = template.fill(state)
    if (filled.trim() === '')
      return { message: '文が空になることがあります。', remedy: '条件に当てはまらないときの文を {% else %} の後に書いてください。' }
    if (isSubject && columns(filled) > widestSubject)
      return { message: `件名が長すぎます（例：${filled}）。`, remedy: `全角${widestSubject / 2}字以内に収まるようにしてください。` }
    return null
  } catch (error) {
    if (!(error instanceof ValueMissing))
      return { message: '文を組み立てられません。', remedy: '{{ 値 }}、{% if 値 %}…{% endif %} の形で、短く書いてください。' }
    const { value } = error
    return {
      message: `{{ ${value} }} に入る値がないことがあります。`,
      remedy: `{% if ${value} %}…{{ ${value} }}…{% endif %} のように、あるときだけ使ってください。`,
    }
  }
}
