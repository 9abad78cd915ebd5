import { processPath } from './paths.js'

/** Where a section wishes for a later date, and sees what became of it. */
export const extensionPath = (id: string): string => `${processPath(id) ?? ''}/extension`
/** Where the office decides on it. */
export const extensionDecisionPath = (id: string): string => `${extensionPath(id)}/decision`
