import { randomUUID } from 'node:crypto'
import type { Printing } from '../../../domain/review/bench-content.js'
import type { BenchAct } from '../../app/review/workbench/bench-act.js'
import { typedText } from './office-form.js'

/** What a form of the workbench brought. */
export interface BenchForm {
  key: string
  /** of the draft that was looked at */
  revision: number
  base: string
  act: string
  text(name: string): string
  all(name: string): string[]
  /** everything that was typed or chosen, in order */
  entries: [string, string][]
}

export function benchForm(form: FormData): BenchForm {
  const text = (name: string) => typedText(form.get(name))
  const key = text('_key')
  const revision = Number(text('_revision'))
  return {
    key: /^[\w-]{8,64}$/.test(key) ? key : randomUUID(),
    revision: Number.isSafeInteger(revision) && revision >= 0 && revision < 2 ** 31 ? revision : 0,
    base: text('_base'),
    act: text('_act'),
    text,
    all: (name) => form.getAll(name).map(String),
    entries: [...form.entries()].map(([name, value]) => [name, String(value)]),
  }
}

/** What the form asks of the opinions, or null when it is none of their acts. `textOf`: what was said, for an opinion that is to say just that. */
export function benchAct(form: BenchForm, textOf: (keys: string[]) => string): BenchAct | null {
  const { text, all } = form
  const opinion = text('opinion')
  const wording = { text: text('text'), kind: text('kind') || null, viewpoint: text('viewpoint') || null }
  switch (form.act) {
    case 'make':
      return {
        do: 'make',
        ...wording,
        text: wording.text || textOf(all('source')),
        sources: all('source'),
        ...(text('unnumbered') === 'on' ? { unnumbered: true } : {}),
      }
    case 'add':
      return { do: 'add', opinion, sources: all('source') }
    case 'take-out':
      return { do: 'take-out', opinion, source: text('source') }
    case 'merge':
      return { do: 'merge', ...wording, opinions: all('opinion') }
    case 'split':
      return { do: 'split', opinion, parts: partsOf(form) }
    case 'reword':
      return { do: 'reword', ...wording, opinion, printing: printingOf(form) }
    case 'move': {
      const [to = '', revision = '0'] = text('to').split('|')
      return { do: 'move', opinion, to, toRevision: Number(revision) || 0 }
    }
    case 'remove':
    case 'up':
    case 'down':
      return { do: form.act, opinion }
    case 'renumber':
    case 'undo':
      return { do: form.act }
    default:
      return null
  }
}

/** Most parts that a page offers. */
export const mostParts = 6

function partsOf({ text, all }: BenchForm): { text: string; sources: string[] }[] {
  const parts = Array.from({ length: mostParts }, (_, at) => ({ text: text(`part.${at}.text`), sources: all(`part.${at}.source`) }))
  return parts.filter((part) => part.text !== '' || part.sources.length > 0)
}

/** 掲載区分 as it was chosen. */
export function printingOf({ text }: BenchForm): Printing {
  const as = text('printing')
  if (as === 'merged') return { as, into: Number(text('into')) || 0 }
  return as === 'unprinted' ? { as, reason: text('unprinted') } : { as: 'printed' }
}
