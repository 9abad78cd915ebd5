/** Where things stand: `{city}/cycle/{definition}/{fiscalYear}` of an id becomes `/{city}/{definition}/{fiscalYear}` of a page. */
export interface CycleAddress {
  city: string
  definition: string
  fiscalYear: number
}

export const cyclePath = ({ city, definition, fiscalYear }: CycleAddress): string => `/${city}/${definition}/${fiscalYear}`
export const planPath = (cycle: CycleAddress): string => `${cyclePath(cycle)}/plan`
export const assignmentsPath = (cycle: CycleAddress): string => `${cyclePath(cycle)}/assignments`
export const trailPath = (cycle: CycleAddress): string => `${cyclePath(cycle)}/trail`
export const reportPath = (cycle: CycleAddress): string => `/report${cyclePath(cycle)}/`
export const comingMailsPath = (city: string): string => `/${city}/coming-mails`
export const mailsPath = (city: string): string => `/${city}/mails`
/** One coming mail: a dispatch and a mailbox, which no address names by itself. */
export const comingMailPath = (city: string, slot: string, box: string): string =>
  `${comingMailsPath(city)}/${slot.replace(/[-:.]/g, '')}/${box}`
/** The same of steps that have not opened, as the plan foretells it. */
export const foretoldMailPath = (city: string, slot: string, box: string): string => `${comingMailPath(city, slot, box)}/foretold`
/** All notices of an assignment, and what its chase does not send. */
export const noticesPath = (processId: string): string => `${processPath(processId) ?? ''}/notices`
/** One notice explained, of an id `{assignment}#{act}/{rule}`. */
export function noticePath(id: string): string {
  const [processId = '', rest = ''] = id.split('#')
  return `${noticesPath(processId)}/${rest}`
}
/** 組織と職 */
export const peoplePath = (city: string): string => `/${city}/people`
/** 年度の開始 */
export const startYearPath = (city: string): string => `/${city}/start-year`
/** 手続番号: where a number of a mail leads */
export const findPath = '/find'
export const myWorkPath = '/my-work'
export const signInPath = '/sign-in'
/** of an id `{city}/mail/{digest}` */
export const mailPath = (id: string): string => `/${id.replace('/mail/', '/mails/')}`

/** The page of an assignment; of a step, the list of its assignments; of a cycle, its own. Null: an id of another shape. */
export function processPath(id: string): string | null {
  const [city, kind, definition, year, step, ...subject] = id.split('/')
  if (!city || kind !== 'cycle' || !definition || !year) return null
  const cycle = { city, definition, fiscalYear: Number(year) }
  if (!step) return cyclePath(cycle)
  if (subject.length === 0) return withQuery(assignmentsPath(cycle), { step })
  return `${assignmentsPath(cycle)}/${step}/${subject.join('/')}`
}

/** The date of an assignment, as a calendar file; all one's own. */
export const calendarPath = (id: string): string => `${processPath(id) ?? ''}/calendar.ics`
export const myCalendarPath = `${myWorkPath}/calendar.ics`

/** The form of an assignment. */
export const sheetPath = (id: string): string => `${processPath(id) ?? ''}/sheet`

/** Where the office mends wording. */
export const editPath = (id: string): string => `${processPath(id) ?? ''}/edit`
export const versionPath = (id: string, no: number): string => `${processPath(id) ?? ''}/versions/${no}`
export const comparePath = (id: string, from: number, to: number): string => `${processPath(id) ?? ''}/compare?from=${from}&to=${to}`

/** Where the pictures of an assignment are, each under its id. */
export const picturesPath = (id: string): string => `${processPath(id) ?? ''}/pictures`

/** Sheets as Excel files, there and back. */
export const workbookPath = (cycle: CycleAddress): string => `${cyclePath(cycle)}/workbook`

/** 金額の取り込み */
export const amountsPath = (cycle: CycleAddress): string => `${cyclePath(cycle)}/amounts`

/** 再生用の時計 */
export const clockPath = (city: string): string => `/${city}/clock`

/** A path with the parameters that are given. */
export function withQuery(path: string, parameters: Record<string, string | number | null | undefined>): string {
  const given = Object.entries(parameters).flatMap(([key, value]) =>
    value === null || value === undefined || value === '' ? [] : [[key, String(value)] as [string, string]],
  )
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given)}`
}
