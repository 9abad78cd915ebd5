import { InvalidArgumentError } from 'commander'
import { instantAt } from '../../domain/calendar/instants.js'
import { type Instant, isInstant } from '../../domain/process/command.js'

/**
 * Reads an instant as people type it, `2016-12-22` or `2016-12-22T17:00`, in Asia/Tokyo; or as --json prints it, in UTC.
 * @param time of day of a date typed alone, `HH:mm`
 */
export const typedInstant =
  (time: string) =>
  (text: string): Instant => {
    if (isInstant(text)) return text
    const [, date, clock] = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}))?$/.exec(text) ?? []
    if (date === undefined) throw new InvalidArgumentError('Write 2016-12-22 or 2016-12-22T17:00 (Asia/Tokyo).')
    try {
      return instantAt(date, clock ?? time)
    } catch (error) {
      throw new InvalidArgumentError(error instanceof Error ? error.message : String(error))
    }
  }

/** A whole number from `least` on. */
export const typedNumber =
  (least: number) =>
  (text: string): number => {
    const number = Number(text)
    if (!/^\d+$/.test(text) || number < least) throw new InvalidArgumentError(`Write a whole number from ${least} on.`)
    return number
  }

/** `field=text`, as often as it is given. */
export const typedRemark = (text: string, before: { field: string; text: string }[] = []): { field: string; text: string }[] => {
  const at = text.indexOf('=')
  if (at < 1 || at === text.length - 1) throw new InvalidArgumentError('Write FIELD=TEXT, e.g. spent=桁を確かめてください。')
  return [...before, { field: text.slice(0, at), text: text.slice(at + 1) }]
}
