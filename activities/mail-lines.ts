import { setTimeout as sleep } from 'node:timers/promises'
import { type Delivery, type LineRules, type MailLine, openMailLine } from './deliver-mail.js'
import { type DkimKey, type FrozenMail, isMailAddress, messageOf } from './mail-message.js'

/** How a worker sends mail: as configured (docs/operations.md, "Mail"). */
export interface MailRules extends LineRules {
  /** who the mails come from; null: the mailbox of the office's post */
  from: string | null
  /** conversations side by side */
  lines: number
  /** mails in one conversation, then another is begun */
  mailsPerLine: number
  /** mails begun in a minute, over all lines; null: as fast as the server takes them */
  mailsPerMinute: number | null
  /** signs every message; null: none is signed */
  dkim: DkimKey | null
}

/** What holds where nothing else is configured. */
export const usualRules = {
  from: null,
  requireTls: false,
  patience: 45_000,
  lines: 2,
  mailsPerLine: 100,
  mailsPerMinute: null,
  dkim: null,
} satisfies Omit<MailRules, 'smtpUrl'>

/** So many mails in a row without a word of the server: it is the server, not the mails. */
const silencesTaken = 3

export type Send = (mail: FrozenMail, begin: () => Promise<void>) => Promise<Delivery>

export interface MailLines {
  /**
   * Goes through the mails on as many lines side by side as may be, each mail on one of them; further callers wait for a free line.
   * @param stop no further mail is begun
   * @throws Error when the server turns us away or falls silent, or when stopped; what each line had in hand has been finished
   */
  each(mails: string[], stop: AbortSignal, act: (mail: string, send: Send) => Promise<void>): Promise<void>
}

/** All lines of one worker to its mail server. */
export function mailLines(rules: MailRules): MailLines {
  const enter = places(rules.lines)
  const turn = pace(rules.mailsPerMinute)
  return {
    async each(mails, stop, act) {
      const rest = [...mails]
      const troubles: unknown[] = []
      const goOn = () => rest.length > 0 && troubles.length === 0 && !stop.aborted
      const line = async () => {
        const leave = await enter()
        const conversation = converse(rules)
        try {
          while (goOn()) {
            await turn(stop)
            const mail = goOn() ? rest.shift() : undefined
            if (mail !== undefined) await act(mail, conversation.send)
          }
        } catch (error) {
          troubles.push(error)
        } finally {
          conversation.close()
          leave()
        }
      }
      await Promise.all(Array.from({ length: Math.min(rules.lines, mails.length) }, line))
      if (troubles.length > 0) throw troubles[0]
      if (rest.length > 0) throw new Error('This worker is being stopped: the mails that are left are for the next one.')
    },
  }
}

/** One conversation after another: a line is kept as long as all goes well on it. */
function converse(rules: MailRules): { send: Send; close(): void } {
  let line: MailLine | null = null
  let carried = 0
  let silences = 0
  const close = () => {
    line?.close()
    line = null
    carried = 0
  }
  const send: Send = async (mail, begin) => {
    if (!isMailAddress(mail.to))
      return { kind: 'refused', reply: 'no server was asked: this is not the address of a mailbox', address: true }
    if (!isMailAddress(mail.from) || !isMailAddress(mail.replyTo))
      throw new Error("Our own address is none: correct JUNKAN_MAIL_FROM, or the mailbox of the office's post.")
    if (silences >= silencesTaken) throw new Error(`The mail server broke off ${silences} mails in a row without a word.`)
    if (carried >= rules.mailsPerLine || line?.ended()) close()
    const message = await messageOf(mail, rules.dkim)
    let said = await over(mail, message, begin)
    // A line that was kept may have been ended by the server meanwhile: a fresh one tells.
    if (said.kind === 'unanswered' && said.kept && !said.begun) said = await over(mail, message, begin)
    silences = said.kind === 'unanswered' || said.kind === 'lost' ? silences + 1 : 0
    return said.kind === 'unanswered' ? { kind: 'deferred', reply: said.reply } : said
  }
  const over = async (mail: FrozenMail, message: Buffer, begin: () => Promise<void>) => {
    const kept = carried > 0
    line ??= await openMailLine(rules)
    carried += 1
    const said = await line.send({ from: mail.from, to: mail.to }, message, begin)
    // After a refusal or a broken line the next mail begins a conversation of its own.
    if (said.kind !== 'sent') close()
    return { ...said, kept }
  }
  return { send, close }
}

/** So many may be inside at a time; the others wait in the order in which they came. */
function places(free: number): () => Promise<() => void> {
  const waiting: (() => void)[] = []
  const leave = () => {
    const next = waiting.shift()
    if (next) next()
    else free += 1
  }
  return async () => {
    if (free > 0) free -= 1
    else await new Promise<void>((resolve) => waiting.push(resolve))
    return leave
  }
}

/** Lets one through every so often; returns early, and lets nobody through, when stopped. */
function pace(perMinute: number | null): (stop: AbortSignal) => Promise<void> {
  let next = 0
  return async (stop) => {
    if (perMinute === null) return
    const now = performance.now()
    const mine = Math.max(now, next)
    next = mine + 60_000 / perMinute
    if (mine > now) await sleep(mine - now, undefined, { signal: stop }).catch(() => undefined)
  }
}
