/** A mail cannot be written with the wording in force. The message is one sentence for the office: which kind, which part, what is missing. */
export class LetterError extends Error {
  override readonly name = 'LetterError'
}
