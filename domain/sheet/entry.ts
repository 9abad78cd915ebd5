/** What a sheet's form holds while it is edited, and the way from there to a content and back. */
export { doubtsOf } from './content-doubts.js'
export type { Entry } from './entry-text.js'
export { readEntry } from './read-entry.js'
export { writeEntry } from './write-entry.js'
