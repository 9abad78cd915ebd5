/**
 * Workflow ids, built here and nowhere else: `{city}/cycle/{definition}/{fiscalYear}/{step}/{subject}`.
 * An auditor can type one from the report alone. All parts are register keys, never names of people.
 */
export const cycleId = (city: string, definition: string, fiscalYear: number) => `${city}/cycle/${definition}/${fiscalYear}`
export const stepId = (cycle: string, step: string) => `${cycle}/${step}`
export const assignmentId = (cycle: string, step: string, subject: string) => `${cycle}/${step}/${subject}`
export const courierId = (city: string) => `${city}/courier`
export const housekeepingId = (city: string) => `${city}/housekeeping`
export const relayId = (city: string) => `${city}/relay`
