import { randomUUID } from 'node:crypto'
import { Refused } from '../../app/errors.js'
import type { OfficeYear } from './office-year.js'

/** Who says what an act of the office upon a year is asked by, and under which key. */
export const word = ({ cycle, post, person }: OfficeYear, id: string) => ({ id, cycleId: cycle.id, post, person, via: 'page' as const })

/** The key of a form: the same button pressed twice is one act. */
export const keyOf = (form: FormData): string => {
  const key = String(form.get('_key') ?? '')
  return /^[\w-]{8,64}$/.test(key) ? key : randomUUID()
}

/** A typed text as it is kept: browsers send every line break as CR LF. */
export const typedText = (value: unknown): string =>
  String(value ?? '')
    .replaceAll('\r\n', '\n')
    .trim()

/** What was refused, a sentence each. @throws whatever else went wrong */
export function sentences(error: unknown): string[] {
  if (!(error instanceof Refused)) throw error
  return error.problems.length > 0 ? error.problems : [error.message]
}
