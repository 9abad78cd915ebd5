import { instead } from '../definition/nearest.js'
import type { Fault } from '../definition/problem.js'
import type { Definition } from '../definition/schema.js'
import { checkContent, fieldsAsked } from '../sheet/content.js'
import { asObject } from '../sheet/loose-content.js'
import { picturesShown } from '../sheet/pictures.js'
import { type Asked, conductOf, handIn, placeOf } from './hand-in.js'
import type { Bundle } from './schema.js'

/** Any real day: only the shape of a date that the player will fill in is checked. */
const someDay = '2016-04-01'

/** What is handed in: is everything asked either written or attested, does it fit its form, and is nothing written that nobody asks for? */
export function checkContents(bundle: Bundle, definition: Definition, asked: Asked[]): Fault[] {
  const faults: Fault[] = []
  const used = new Set<string>()
  for (const one of asked) {
    const path = placeOf(bundle, one)
    if (path) used.add(path.join('/'))
    const attested = conductOf(bundle, one.step, one.subject).some(({ how }) => how === 'attest')
    const content = handIn(bundle, definition, one, someDay)
    if (content === null && !attested && !one.optional)
      faults.push({
        path: gapOf(bundle, one),
        message: `「${nameOf(definition, one.step)}」で「${one.subject}」が提出するものが書かれていません。`,
        remedy: '内容を書くか、該当なしなら conduct に how が attest の行を足してください。',
      })
    if (content !== null && attested)
      faults.push({
        path: path ?? ['conduct'],
        message: `「${nameOf(definition, one.step)}」で「${one.subject}」は該当なしとしていますが、内容が書かれています。`,
        remedy: '内容か、conduct の attest の行のどちらかを消してください。',
      })
    // What comes from the lists of opinions and Actions is checked there (check-opinions-and-actions.ts).
    if (path && fits(definition, one)) faults.push(...contentFaults(definition, one, path, content))
  }
  return [...faults, ...unasked(bundle, definition, used)]
}

function contentFaults(definition: Definition, { form, round }: Pick<Asked, 'form' | 'round'>, path: string[], content: unknown): Fault[] {
  const result = checkContent(definition, form, round, content)
  const misfits = result.ok
    ? []
    : result.problems.map(({ field, message }) => ({
        path: field === '' ? path : [...path, field],
        message,
        remedy: '様式の項目の形に合わせてください（docs/definitions.md）。',
      }))
  return [...misfits, ...pictureFaults(definition, { form, round }, path, content)]
}

/** A bundle is text alone: a picture that it named would be nowhere. */
function pictureFaults(definition: Definition, { form, round }: Pick<Asked, 'form' | 'round'>, path: string[], content: unknown): Fault[] {
  const shown = picturesShown(fieldsAsked(definition, form, round), asObject(content))
  return [...new Set(shown.map(({ field }) => field))].map((field) => ({
    path: [...path, field],
    message: '写真は、この形式では運べません。',
    remedy: 'この項目を消してください。写真は画面で加えます。',
  }))
}

/** Where the missing content would have stood. */
function gapOf(bundle: Bundle, { step, subject, round }: Asked): string[] {
  if (round !== null && bundle.sheets[subject]) return ['sheets', subject]
  return bundle.entries[step] ? ['entries', step] : ['entries']
}

const nameOf = (definition: Definition, stepId: string) => definition.steps.find(({ id }) => id === stepId)?.name ?? stepId

const fits = (definition: Definition, { form, round }: Asked) =>
  definition.forms.some(({ id }) => id === form) &&
  (round === null || definition.rounds.some(({ id, fields }) => id === round && fields[form] !== undefined))

function unasked(bundle: Bundle, definition: Definition, used: Set<string>): Fault[] {
  const faults: Fault[] = []
  for (const [programme, rounds] of Object.entries(bundle.sheets)) {
    const known = bundle.programmes.some(({ key }) => key === programme)
    if (!known)
      faults.push({
        path: ['sheets', programme],
        message: `施策「${programme}」が programmes にありません。`,
        remedy: 'programmes に足すか、key を直してください。',
      })
    for (const round of known ? Object.keys(rounds) : []) {
      if (used.has(`sheets/${programme}/${round}`)) continue
      const exists = definition.rounds.some(({ id }) => id === round)
      faults.push({
        path: ['sheets', programme, round],
        message: exists ? `施策「${programme}」には回「${round}」を尋ねる工程がありません。` : `回「${round}」は実施要領にありません。`,
        remedy: exists
          ? '消すか、検証対象（verified）と様式を確かめてください。'
          : instead(
              round,
              definition.rounds.map(({ id }) => id),
            ),
      })
    }
  }
  for (const [step, subjects] of Object.entries(bundle.entries)) {
    const known = definition.steps.some(({ id }) => id === step)
    if (!known)
      faults.push({
        path: ['entries', step],
        message: `工程「${step}」は実施要領にありません。`,
        remedy: instead(
          step,
          definition.steps.map(({ id }) => id),
        ),
      })
    for (const subject of known ? Object.keys(subjects) : [])
      if (!used.has(`entries/${step}/${subject}`))
        faults.push({
          path: ['entries', step, subject],
          message: `「${nameOf(definition, step)}」では「${subject}」に尋ねません。`,
          remedy: '消すか、対象の key を直してください。',
        })
  }
  return faults
}
