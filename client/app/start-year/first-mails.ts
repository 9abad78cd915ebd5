import { directoryFrom } from '../../../domain/asking/directory.js'
import { foretell, type YearAhead } from '../../../domain/asking/foretell.js'
import type { PlannedStep } from '../../../domain/calendar/plan.js'
import { composeMail } from '../../../domain/correspondence/compose-mail.js'
import { lettersOf } from '../../../domain/correspondence/letters.js'
import type { NoticeItem } from '../../../domain/correspondence/mail-input.js'
import { asksForSubmission } from '../../../domain/correspondence/notice-item.js'
import { pageOf } from '../../../domain/correspondence/pages.js'
import type { Definition, DefinitionStep } from '../../../domain/definition/schema.js'
import type { Instant } from '../../../domain/process/command.js'
import { cycleId } from '../../../domain/process/ids.js'
import type { Register } from '../start-cycle.js'
import type { Preparation } from './preparation.js'

/** The first mail that a mailbox gets in a year, word for word as the courier will write it if all goes as planned. */
export interface FirstMail {
  mailbox: string
  post: string
  department: string
  /** the dispatch with which it leaves */
  at: Instant
  subject: string
  text: string
  items: NoticeItem[]
  /** names of the steps that must have closed by then */
  awaits: string[]
}

interface Request {
  post: Register['posts'][number]
  step: DefinitionStep
  at: Instant
  item: NoticeItem
}

/**
 * The first request of each mailbox, soonest first, as the plan foretells it (domain/asking/foretell.ts): to everybody whose post a step
 * of the year asks, in the step's first dispatch after its opening. What is asked subject by subject, as another step goes on,
 * has no instant yet and is left out.
 * @throws LetterError when the wording in force cannot be filled in
 */
export function firstMails(prep: Preparation, definition: Definition, plan: Record<string, PlannedStep>, publicUrl: string): FirstMail[] {
  const letters = lettersOf(prep.letters)
  const byMailbox = new Map<string, Request[]>()
  for (const request of requests(prep, definition, plan))
    byMailbox.set(request.post.mailbox, [...(byMailbox.get(request.post.mailbox) ?? []), request])
  const mails = [...byMailbox].map(([mailbox, all]): FirstMail => {
    const at = all.map((request) => request.at).reduce((a, b) => (a < b ? a : b))
    const first = all.filter((request) => request.at === at).sort((a, b) => (a.item.task < b.item.task ? -1 : 1))
    const { post } = first[0] as Request
    const department = nameOf(prep, post.department)
    const items = first.map(({ item }) => item)
    const mail = composeMail(
      {
        city: definition.city.name,
        office: definition.report.office,
        reportTitle: definition.report.title,
        fiscalYear: prep.fiscalYear,
        addressee: { title: post.title, department },
        asOf: at,
        publicUrl,
        items,
      },
      letters,
    )
    const awaits = first.flatMap(({ step }) =>
      step.after.map((edge) => definition.steps.find(({ id }) => id === edge.step)?.name ?? edge.step),
    )
    return { mailbox, post: post.title, department, at, subject: mail.subject, text: mail.text, items, awaits: [...new Set(awaits)] }
  })
  return mails.sort((a, b) => (a.at + a.mailbox < b.at + b.mailbox ? -1 : 1))
}

const nameOf = ({ departments }: Preparation, key: string): string => departments.find((one) => one.key === key)?.name ?? key

function requests(prep: Preparation, definition: Definition, plan: Record<string, PlannedStep>): Request[] {
  const { rows } = prep.draft.body
  const posts = new Map(prep.posts.map((post) => [post.key, post]))
  const directory = directoryFrom(
    prep.posts.map(({ key: id, department, role }) => ({ id, department, role })),
    prep.departments,
  )
  const year: YearAhead = {
    definition,
    cycleId: cycleId(prep.city, definition.id, prep.fiscalYear),
    fiscalYear: prep.fiscalYear,
    steps: Object.entries(plan).map(([key, planned]) => ({ key, status: 'planned', plan: planned })),
    register: rows.map((row) => ({ ...row, needsFinance: false })),
    ofYear: [],
    withdrawn: [],
  }
  return foretell(year, directory, prep.now)
    .filter(({ onAcceptance }) => !onAcceptance)
    .flatMap(({ step, asks }) =>
      asks.flatMap(({ id: task, asked, dueAt, notices }): Request[] => {
        const post = posts.get(asked.post)
        const request = notices.find(({ kind }) => kind === 'request')
        if (!post || !request) return []
        const { ask, subject } = asked
        const row = rows.find(({ key }) => ask.per === 'programme' && key === subject)
        const subjectName = row?.name ?? prep.departments.find(({ key }) => key === subject)?.name ?? ask.title
        const page = pageOf(task, true)
        const isSubmission = asksForSubmission(step.kind)
        const item: NoticeItem = {
          kind: 'request',
          number: null,
          task,
          ...(page ? { page } : {}),
          isSubmission,
          title: ask.title,
          subjectName,
          department: nameOf(prep, post.department),
          dueAt,
          status: isSubmission ? '未提出' : '未了',
          reason: request.reason,
        }
        return [{ post, step, at: request.at, item }]
      }),
    )
}
