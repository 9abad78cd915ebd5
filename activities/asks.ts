import type { Ask, DefinitionStep } from '../domain/definition/schema.js'
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

const isMeant = (where: Ask['where'], line: RegisterLine): boolean => {
  if (where === 'needs-finance') return line.needsFinance
  return where === 'all' || line.verified === (where === 'verified')
}

/** Who is asked for what in a step: one entry per subject, in the register's order. Throws when a role or a section has no post. */
export function asksOf(step: DefinitionStep, register: RegisterLine[], directory: Directory): Asked[] {
  const post = (ask: Ask, department: string | null): string => {
    const found = ask.to === 'owner' ? department && directory.officer(department) : directory.role(ask.to)
    if (!found)
      throw new Error(
        `${step.id}: nobody to ask: ${ask.to === 'owner' ? `section ${department} has no officer` : `no post holds the role ${ask.to}`}.`,
      )
    return found
  }
  const asked = (ask: Ask, subject: string, department: string | null, form: string): Asked => {
    const owner = post(ask, department)
    return {
      subject,
      ask,
      form,
      post: owner,
      department: directory.departmentOf(owner) ?? '',
      checkPost: ask.check === 'none' ? null : directory.role(ask.check),
    }
  }
  return step.asks.flatMap((ask) => {
    if (ask.per === 'once') return [asked(ask, ask.subject ?? step.id, null, ask.form)]
    if (ask.per === 'member')
      return directory
        .seats(ask.body ?? '')
        .map(({ id, key }) => ({ subject: key, ask, form: ask.form, post: id, department: ask.body ?? '', checkPost: null }))
    const lines = register.filter((line) => isMeant(ask.where, line))
    if (ask.per === 'programme')
      return lines.map((line) => asked(ask, line.key, line.department, ask.form === '$form' ? line.form : ask.form))
    return [...new Set(lines.map((line) => line.department))].map((department) => asked(ask, department, department, ask.form))
  })
}
