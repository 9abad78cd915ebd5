import { randomBytes } from 'node:crypto'
import { appendFile, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { CalendarError } from '../../domain/calendar/instants.js'
import { PlanError } from '../../domain/calendar/plan-order.js'
import { StackError } from '../../stack/stack-error.js'
import { Refused } from '../app/errors.js'
import { UnplayableYear } from '../player/read-year.js'
import { exitCode } from './exit-codes.js'
import { WrongFile } from './read-file.js'
import { variableFolder } from './running-parts.js'

/** An error as the person at the terminal is told of it. */
export interface Told {
  /** what scripts go by: a refusal's code, or `invalid-file`, `unavailable`, `usage`, `interrupted`, `fault` … */
  code: string
  message: string
  problems: string[]
  exitCode: number
  /** only of what nobody foresaw; `file` null: it could not be written */
  log?: { number: string; file: string | null }
}

/** Says what an error means. What nobody foresaw is written to the log under a number; it may hold what nobody should read on a screen. */
export async function explain(error: unknown): Promise<Told> {
  if (error instanceof Refused) return told(error.code, error.message, exitCode.refused, error.problems)
  if (error instanceof WrongFile) return told('invalid-file', error.message, exitCode.refused, error.lines)
  if (error instanceof UnplayableYear) return told('invalid-file', error.message, exitCode.refused, error.message.split('\n'))
  if (error instanceof PlanError || error instanceof CalendarError) return told('invalid-dates', error.message, exitCode.refused)
  if (error instanceof StackError) return told(codeOf(error.exitCode), error.message, error.exitCode)
  if (error instanceof Error && error.name === 'YearStuck') return told('year-stuck', error.message, exitCode.refused)
  const log = await writeDown(error)
  return {
    ...told('fault', 'Something went wrong that Junkan did not foresee; what was received before stays received.', exitCode.fault),
    log,
  }
}

const told = (code: string, message: string, exit: number, problems: string[] = []): Told => ({ code, message, problems, exitCode: exit })

const codeOf = (exit: number): string => Object.entries(exitCode).find(([, code]) => code === exit)?.[0] ?? 'unavailable'

async function writeDown(error: unknown): Promise<{ number: string; file: string | null }> {
  const number = randomBytes(4).toString('hex')
  const folder = join(variableFolder(process.env), 'log')
  const file = join(folder, 'junkan.log')
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
  try {
    await mkdir(folder, { recursive: true })
    await appendFile(file, `${JSON.stringify({ number, at: new Date().toISOString(), error: text })}\n`, { mode: 0o600 })
    return { number, file }
  } catch {
    return { number, file: null }
  }
}
