import { type ReviewCityOptions, reviewCity, seatKey } from './review-city.js'
import { type Rig, rigFor } from './rig.js'
import type { Browser } from './sign-in.js'
import { playUntil } from './stage.js'

/** Three programmes that are everybody's to speak of: two sections' and the office's own. */
export const threeProgrammes = ['crane', 'market', 'ferry']

/** A year in which members are asked and none has answered yet; the council's opinions are being ordered at the same time. */
export async function memberYear(options: ReviewCityOptions = {}): Promise<Rig> {
  const year = reviewCity(options)
  const late = { step: 'voices', subject: '*', how: 'very-late', days: 40 } as const
  const rig = await rigFor({ ...year, bundle: { ...year.bundle, conduct: [...year.bundle.conduct, late] } })
  await rig.startWorker()
  await playUntil(rig, ({ steps }) => steps.remarks === 'open')
  // A played office has released the sheets: here it has not yet.
  await rig.db.process.update({ where: { id: rig.cycle }, data: { membersSeeAt: null } })
  return rig
}

export const seat = (rig: Pick<Rig, 'city'>, no: number): string => `${rig.city}/${seatKey(no)}`

/** What the office does before members read: who speaks of what, in the order given. */
export async function allot(rig: Rig, no: number, standings: Record<string, 'assigned' | 'conflict' | 'none'>): Promise<void> {
  const by = { cycleId: rig.cycle, seat: seat(rig, no), byPost: rig.office, byPerson: 'test', recordedAt: new Date() }
  for (const [programme, standing] of Object.entries(standings)) await rig.db.allotment.create({ data: { ...by, programme, standing } })
}

export async function release(rig: Rig): Promise<void> {
  const { now } = await rig.db.clock.findUniqueOrThrow({ where: { city: rig.city } })
  await rig.db.process.update({ where: { id: rig.cycle }, data: { membersSeeAt: now } })
}

/** The page of one seat's year. */
export const yearPath = (rig: Rig, no: number): string => `/member/${rig.city}/${rig.definition.id}/${rig.bundle.fiscalYear}/${seatKey(no)}`

/** The inputs and text areas of a page's form, as a browser would send them. */
export function formIn(html: string, action: string): Record<string, string> {
  const form = html.split(/<form /).find((part) => part.includes(`action="${action}"`))
  if (!form) throw new Error(`no form for ${action}`)
  const part = form.split('</form>')[0] ?? ''
  const plain = (text: string) =>
    text.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
  const inputs = [...part.matchAll(/<input [^>]*>/g)].flatMap(([tag]): [string, string][] => {
    const name = / name="([^"]*)"/.exec(tag)?.[1]
    const value = / value="([^"]*)"/.exec(tag)?.[1] ?? ''
    const skipped = name === undefined || (/type="radio"/.test(tag) && !/ checked/.test(tag))
    return skipped ? [] : [[name, plain(value)]]
  })
  const areas = [...part.matchAll(/<textarea [^>]*name="([^"]*)"[^>]*>([\s\S]*?)<\/textarea>/g)].map(
    ([, name = '', value = '']): [string, string] => [name, plain(value.replace(/^\n/, ''))],
  )
  return Object.fromEntries([...inputs, ...areas])
}

/** A member writes one more thing about a subject and saves it. @returns the answer's status */
export async function say(browser: Browser, rig: Rig, no: number, subject: string, text: string): Promise<number> {
  const path = `${yearPath(rig, no)}/about/${subject}`
  const form = formIn((await browser.get(path)).text, path)
  const row = Object.keys(form).filter((name) => /^own\.\d+\.text$/.test(name)).length - 1
  return (await browser.post(path, { ...form, [`own.${row}.text`]: text, _do: 'list' })).status
}

/** The member presses 送る on the page of the year. */
export async function sendAll(browser: Browser, rig: Rig, no: number) {
  const page = await browser.get(yearPath(rig, no))
  return browser.post(`${yearPath(rig, no)}/send`, formIn(page.text, `${yearPath(rig, no)}/send`))
}
