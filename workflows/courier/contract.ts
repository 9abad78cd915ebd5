import type { Instant } from '../../domain/process/command.js'
import type { ClockKind } from '../clock.js'

export interface CourierInput {
  city: string
  clock: ClockKind
  startedAt: Instant
  /** mails whose server asked to come again later, carried from run to run */
  deferred: string[]
}

export interface CourierActivities {
  /**
   * Freezes what is due by now into one mail per mailbox; says which mails are to be sent, and when the next are due. `idle`: the courier
   * has no deferred mail in hand, so it is handed whatever waits, also what a server has answered.
   */
  claimMails(city: string, idle: boolean): Promise<{ mails: string[]; wakeAt: Instant | null }>
  /** Sends these mails, each at most once; answers with those that are to be brought again later. Throws when it cannot be reached. */
  sendMails(mails: string[]): Promise<{ deferred: string[] }>
  /** Sends deferred mails; throws while any of them still waits. */
  resendMails(mails: string[]): Promise<void>
}
