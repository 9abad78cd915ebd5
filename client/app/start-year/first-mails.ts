import { askedOf } from '../../../domain/bundle/hand-in.js'
import { cityCalendar } from '../../../domain/calendar/city-calendar.js'
import { nextDispatch } from '../../../domain/calendar/dispatch.js'
import { businessDaysAfter } from '../../../domain/calendar/due-day.js'
import type { PlannedStep } from '../../../domain/calendar/plan.js'
import { planOpening } from '../../../domain/calendar/plan-opening.js'
import { composeMail } from '../../../domain/correspondence/compose-mail.js'
import { lettersOf } from '../../../domain/correspondence/letters.js'
import type { NoticeItem } from '../../../domain/correspondence/mail-input.js'
import { asksForSubmission } from '../../../domain/correspondence/notice-item.js'
import { pageOf } from '../../../domain/correspondence/pages.js'
import { askOf } from '../../../domain/definition/ask-of.js'
import type { Definition, DefinitionStep } from '../../../domain/definition/schema.js'
import type { Instant } from '../../../domain/process/command.js'
import { assignmentId, cycleId } from '../../../domain/process/ids.js'
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

/** Nobody is asked for something that is due sooner than this many business days from the asking. */
const shortestNotice = 3

/**
 * The first request of each mailbox, soonest first: to everybody whose post a step of the year asks, in the step's first dispatch
 * after its planned opening (or after now, where that has passed). What is asked subject by subject, as another step goes on,
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
  const calendar = cityCalendar(definition.calendar)
  const cycle = cycleId(prep.city, definition.id, prep.fiscalYear)
  const steps = definition.steps.filter((step) => step.after.every(({ gate }) => gate === 'all'))
  return steps.flatMap((step): Request[] => {
    const planned = plan[step.id]
    if (!planned) return []
    const opensAt = planned.opensAt > prep.now ? planned.opensAt : prep.now
    const opened = planOpening(definition, prep.fiscalYear, step.id, planned, opensAt)
    const least = businessDaysAfter(calendar, opensAt, shortestNotice)
    const dueAt = opened.dueAt > least ? opened.dueAt : least
    const at = nextDispatch(calendar, definition.calendar.dispatch, opensAt, { strictly: true })
    return askedOf({ programmes: rows, posts: prep.posts }, { ...definition, steps: [step] }).flatMap((asked): Request[] => {
      const ask = askOf(definition, { ...asked, stepKey: asked.step })
      if (!ask?.chase) return []
      const row = rows.find(({ key }) => ask.per === 'programme' && key === asked.subject)
      const section = row?.department ?? asked.subject
      const post = prep.posts.find(({ key, role, department }) => {
        if (ask.per === 'member') return key === asked.subject
        return ask.to === 'owner' ? role === 'officer' && department === section : role === ask.to
      })
      if (!post) return []
      const subjectName = row?.name ?? prep.departments.find(({ key }) => key === asked.subject)?.name ?? ask.title
      const task = assignmentId(cycle, step.id, asked.subject)
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
        reason: '作成の依頼を始めたため',
      }
      return [{ post, step, at, item }]
    })
  })
}
