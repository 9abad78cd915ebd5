import type { Child, FC } from 'hono/jsx'
import { fiscalYearName, formatDate, formatDateTime, formatShort } from '../../domain/calendar/date-words.js'
import { dateOf } from '../../domain/calendar/instants.js'
import type { Instant } from '../../domain/process/command.js'
import type { StateWord } from '../app/views/words.js'

/** A state: shape, word, colour pair. */
export const State: FC<{ of: StateWord }> = ({ of }) => (
  <span class={`state ${of.tone}`}>
    <span aria-hidden="true">{of.shape}</span>
    {` ${of.word}`}
  </span>
)

/** An instant for people, with the machine's form beside it. `short`: 12/16（金）17時, where the year is plain. */
export const At: FC<{ at: Instant; as?: 'full' | 'short' | 'day' }> = ({ at, as = 'full' }) => (
  <time datetime={at} class="at">
    {as === 'full' ? formatDateTime(at) : as === 'day' ? formatDate(dateOf(at)) : formatShort(at)}
  </time>
)

/** 平成28年度（2016年度） */
export const yearWords = (fiscalYear: number): string => `${fiscalYearName(fiscalYear)}（${fiscalYear}年度）`

/** What an assignment is about, in a heading: 商店街課題対応事業：施策検証シート（見込）, and once only where both say the same. */
export const nameOf = ({ subjectName, title }: { subjectName: string; title: string }): string =>
  subjectName === title ? title : `${subjectName}：${title}`

/** Whom an act on an assignment concerns, in its words: a section, or the member who was asked. */
export const partyOf = ({ forMember }: { forMember: boolean }): string => (forMember ? '委員' : '課')

/** Whose post: 政策室　担当, and the section once only where the title begins with it. */
export const postName = ({ departmentName, postTitle }: { departmentName: string; postTitle: string }): string =>
  postTitle.startsWith(departmentName) ? postTitle : `${departmentName}　${postTitle}`

/** A frame in which a wide table scrolls by itself, also by keyboard; `label` says what the table is. */
export const Scroll: FC<{ label: string; children?: Child }> = ({ label, children }) => (
  <section class="scroll" tabindex={0} aria-label={label}>
    {children}
  </section>
)
