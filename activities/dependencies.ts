import type { Client } from '@temporalio/client'
import type { SearchAttributePair } from '@temporalio/common'
import type { Logger } from 'pino'
import type { Database } from '../prisma/db.js'
import type { Transaction } from '../prisma/trail.js'
import type { MailRules } from './mail-lines.js'

export type { Transaction }

/** What the activities work with. The worker makes one of these; tests make their own, on the same real parts. */
export interface Dependencies {
  db: Database
  temporal: Client
  log: Logger
  /** e.g. smtp://user:password@host:587?requireTLS=true */
  smtpUrl: string
  /** how it is spoken to, where that differs from the usual */
  mail?: Partial<MailRules>
  /** where people sign in; printed in mails */
  publicUrl: string
  /** Sends a received command to its workflow again and settles what comes of it. */
  apply: (commandId: string) => Promise<unknown>
  /** Starts a flow under its id, once: a late retry leaves it alone; one that was terminated behind our back is started again. */
  start: (flow: { workflow: string; id: string; input: object; attributes: SearchAttributePair[] }) => Promise<void>
  /** Starts a city's cycles and its courier again where their workflows were ended without their records. */
  resume: (city: string) => Promise<void>
  /** Does what the directory has due: moves work to successors of posts, tells new holders of theirs. */
  moveDue: (city: string) => Promise<unknown>
}
