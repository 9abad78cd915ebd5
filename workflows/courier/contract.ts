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
  /** Freezes what is due by now into one mail per mailbox; says which mails are to be sent, and when the next are due. */
  claimMails(city: string): Promise<{ mails: string[]; wakeAt: Instant | null }>
  /** Sends these mails, each at most once; answers with those whose server asked to come again later. Throws when it cannot be reached. */
  sendMails(mails: string[]): Promise<{ deferred: string[] }>
  /** Sends one deferred mail; throws while the server still asks to come again later. */
  resendMail(mail: string): Promise<void>
}
