/** A file that is not read. The message is a sentence for the person who brought it. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable'
}
