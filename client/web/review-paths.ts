import type { Rights } from '../app/people/posts-held.js'
import { meetingsPath } from './meeting-paths.js'
import { cyclePath } from './paths.js'

/** What tells one year's pages from another's. */
type Year = Parameters<typeof cyclePath>[0]

export const reviewPath = (cycle: Year): string => `${cyclePath(cycle)}/review`

/** 約束の一覧, over all years of a city */
export const promisesPath = (city: string): string => `/${city}/promises`
export const promisesCsvPath = (city: string): string => `${promisesPath(city)}.csv`
/** 年度比較: of all programmes of a year, and of one through the years */
export const yearsPath = (cycle: Year): string => `${reviewPath(cycle)}/years`
export const programmeYearsPath = (cycle: Year, key: string): string => `${yearsPath(cycle)}/${key}`
/** 選定, 担当・利害関係, 委員への公開 */
export const selectionPath = (cycle: Year): string => `${reviewPath(cycle)}/selection`
export const allotmentPath = (cycle: Year): string => `${reviewPath(cycle)}/allotment`
export const releasePath = (cycle: Year): string => `${reviewPath(cycle)}/release`

/** 発言の記録 */
export const remarksPath = (cycle: Year): string => `${reviewPath(cycle)}/remarks`
export const remarkPath = (cycle: Year, no: number): string => `${remarksPath(cycle)}/${no}`
export const notesPath = (cycle: Year, id: string): string => `${remarksPath(cycle)}/notes/${id}`
/** 意見整理: of a year, and of one subject */
export const workbenchPath = (cycle: Year): string => `${reviewPath(cycle)}/workbench`
export const benchPath = (cycle: Year, subject: string): string => `${workbenchPath(cycle)}/${subject}`
/** 発言の確認: of all members, and the page that one is sent on paper */
export const confirmationsPath = (cycle: Year): string => `${reviewPath(cycle)}/confirmations`
export const confirmationPath = (cycle: Year, seat: string): string => `${confirmationsPath(cycle)}/${seat}`

/** 対応の照合 */
export const answersPath = (cycle: Year): string => `${reviewPath(cycle)}/answers`
/** 指摘と対応 */
export const pointsPath = (cycle: Year): string => `${reviewPath(cycle)}/points`

/** A page of a year's Check and Action, as the hub (検証) lists it. */
export interface ReviewPage {
  path(cycle: Year): string
  title: string
  /** one sentence: what one does there */
  purpose: string
  /** who sees it */
  for(rights: Rights): boolean
}

/** In the order of the year. */
export const reviewPages: ReviewPage[] = [
  {
    path: selectionPath,
    title: '検証対象の選定',
    purpose: 'どの施策を検証するかを、理由とともに決めます。',
    for: ({ oversees }) => oversees,
  },
  { path: allotmentPath, title: '担当・利害関係', purpose: 'どの委員がどの施策を見るかを決めます。', for: ({ oversees }) => oversees },
  {
    path: releasePath,
    title: '委員への公開',
    purpose: '受理したシートを、担当の委員に見えるようにします。',
    for: ({ oversees }) => oversees,
  },
  {
    path: ({ city }) => meetingsPath(city),
    title: '会議',
    purpose: '協議会や部会の予定を立て、開催を通知し、出欠・決まったこと・会議録を記録します。',
    for: (rights) => rights.oversees,
  },
  {
    path: ({ city }) => promisesPath(city),
    title: '約束の一覧',
    purpose: '検証意見への対応として約束したことが、その後どうなったかを、年度を通して見ます。',
    for: () => true,
  },
  { path: yearsPath, title: '年度比較', purpose: '施策ごとに、指標、予算と決算、意見と対応を年度を通して並べます。', for: () => true },
  {
    path: remarksPath,
    title: '発言の記録',
    purpose: '会議や聴取の控えから、委員の発言を出所とともに記録します。',
    for: ({ oversees }) => oversees,
  },
  {
    path: confirmationsPath,
    title: '発言の確認',
    purpose: '記録した発言を、発言した委員が確かめたかを見ます。',
    for: (rights) => rights.office,
  },
  {
    path: workbenchPath,
    title: '意見整理',
    purpose: '発言から検証意見をつくり、まとめ、分け、番号を付けて提出します。',
    for: ({ oversees }) => oversees,
  },
  {
    path: answersPath,
    title: '対応の照合',
    purpose: '検証意見と対応を左右に並べ、対応のないものと財政協議の要るものを数えます。',
    for: (rights) => rights.oversees,
  },
  {
    path: pointsPath,
    title: '指摘と対応',
    purpose: '局長説明の指示、全課校正の修正、議会の指摘を、対応が済むまで一行ずつ追います。',
    for: (rights) => rights.oversees,
  },
]
