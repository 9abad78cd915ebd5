import { letterHtml } from './html.js'
import { letter } from './letter.js'
import type { ComposedMail, MailInput } from './mail-input.js'
import { letterText } from './text.js'
import type { Letters } from './wording.js'

/**
 * One mail to one mailbox for one dispatch, from everything it has to say there: ordered by urgency, in the form of an office's
 * 事務連絡, as plain text that reads alone and as HTML beside it. It says as of when it speaks and why it is sent.
 * Pure: the same input makes the same mail, so what was previewed is what is sent.
 * @throws LetterError when the wording asks for a value that is missing; Error when `items` is empty.
 */
export function composeMail(mail: MailInput, letters: Letters): ComposedMail {
  const written = letter(mail, letters)
  return { subject: written.subject, text: letterText(written), html: letterHtml(written) }
}
