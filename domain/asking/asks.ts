import type { Ask, DefinitionStep } from '../definition/schema.js'
import type { Directory } from './directory.js'

/** One line of the year's register, as far as asking goes. */
export interface RegisterLine {
  key: string
  department: string
  form: string
  verified: boolean
  /** one of its accepted Actions is of a budget kind that needs the finance section's consultation */
  needsFinance: boolean
}

/** One thing to be asked of one post. */
export interface Asked {
  subject: string
  ask: Ask
  form: string
  post: string
  department: string
  checkPost: string | null
}

/** Who is asked for what in a step: one entry per subject, in the register's order. Throws when a role or a section has no post. */
export const asksOf = (step: DefinitionStep, register: readonly RegisterLine[], directory: Directory): Asked[] =>
  subjectsOf(step, register, directory).map((one) => {
    const asked = askedOf(one, directory)
    if (asked) return asked
    const { ask, department } = one
    throw new Error(
      `${step.id}: nobody to ask: ${ask.to === 'owner' ? `section ${department} has no officer` : `no post holds the role ${ask.to}`}.`,
    )
  })

/** The same without what nobody could be asked for: for what only looks ahead. */
export const likelyAsks = (step: DefinitionStep, register: readonly RegisterLine[], directory: Directory): Asked[] =>
  subjectsOf(step, register, directory).flatMap((one) => askedOf(one, directory) ?? [])

interface Subject {
  ask: Ask
  subject: string
  /** whose it is; null: no section's */
  department: string | null
  form: string
  /** the member's seat that is asked */
  seat?: string
}

function askedOf({ ask, subject, department, form, seat }: Subject, directory: Directory): Asked | null {
  const post = seat ?? (ask.to === 'owner' ? department && directory.officer(department) : directory.role(ask.to))
  if (!post) return null
  const checkPost = ask.check === 'none' ? null : directory.role(ask.check)
  return { subject, ask, form, post, department: directory.departmentOf(post) ?? '', checkPost }
}

const isMeant = (where: Ask['where'], line: RegisterLine): boolean =>
  where === 'needs-finance' ? line.needsFinance : where === 'all' || line.verified === (where === 'verified')

const subjectsOf = (step: DefinitionStep, register: readonly RegisterLine[], directory: Directory): Subject[] =>
  step.asks.flatMap((ask): Subject[] => {
    if (ask.per === 'once') return [{ ask, subject: ask.subject ?? step.id, department: null, form: ask.form }]
    if (ask.per === 'member')
      return directory
        .seats(ask.body ?? '')
        .map(({ id, key }) => ({ ask, subject: key, department: ask.body ?? '', form: ask.form, seat: id }))
    const lines = register.filter((line) => isMeant(ask.where, line))
    if (ask.per === 'programme')
      return lines.map((line) => ({
        ask,
        subject: line.key,
        department: line.department,
        form: ask.form === '$form' ? line.form : ask.form,
      }))
    return [...new Set(lines.map((line) => line.department))].map((department) => ({
      ask,
      subject: department,
      department,
      form: ask.form,
    }))
  })
