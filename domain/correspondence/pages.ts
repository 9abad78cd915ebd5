/**
 * Where a matter is on the pages, counted from the address where one signs in: of an id `{city}/cycle/{definition}/{year}/{step}/{subject}`
 * the assignment's page, or its sheet. Null: an id of another shape.
 */
export function pageOf(task: string, sheet: boolean): string | null {
  const [city, kind, definition, year, step, ...subject] = task.split('/')
  if (!city || kind !== 'cycle' || !definition || !year || !step || subject.length === 0) return null
  return `/${city}/${definition}/${year}/assignments/${step}/${subject.join('/')}${sheet ? '/sheet' : ''}`
}

/** A member's own year, of the id of an assignment that is asked of the member's seat. */
export function memberTaskPage(task: string): string | null {
  const [city, kind, definition, year, , seat] = task.split('/')
  return city && kind === 'cycle' && definition && year && seat ? `/member/${city}/${definition}/${year}/${seat}` : null
}

/** A meeting's page for the members of its body, of an id `{city}/meeting/{body}/{fiscal year}-{no}`. */
export const memberMeetingPage = (meetingId: string): string => `/member/meetings/${meetingId.replace('/meeting/', '/')}`

/** The same for the office. */
export const officeMeetingPage = (meetingId: string): string => `/${meetingId.replace('/meeting/', '/meetings/')}`
