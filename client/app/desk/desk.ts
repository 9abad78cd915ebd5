import { type Application, createApplication } from '../application.js'
import type { Connections } from '../connections.js'
import { type PostHeld, postsHeld, postsOf } from '../people/posts-held.js'
import { advanceTo, nextMails } from '../played-clock.js'
import { secondAsked } from '../steering/ask-override.js'
import { escalationProposals } from '../steering/escalation.js'
import { chaseWithout } from '../steering/foresee-chase.js'
import { readCycles } from '../views/read-cycle.js'
import { askHead } from './ask-head.js'
import { calendarOf, myCalendar } from './calendar-dates.js'
import { confirmDraft, discardDraft, saveDraft } from './draft.js'
import { openExtensions } from './extensions.js'
import { myWork } from './my-work.js'
import { addPicture, ownersOf, readPicture } from './pictures.js'
import { receiptOf } from './receipt.js'
import { openSheet, versionNo } from './sheet.js'
import { versionBefore } from './standing-version.js'
import { saveDrafts } from './workbook-drafts.js'

/** What people who have signed in do in a browser: their work, their drafts, and acts through the same application as everybody's. */
export const createDesk = (connections: Connections, app: Application = createApplication(connections)) => {
  const { db } = connections
  return {
    act: app.act,
    postsHeld: (personId: string) => postsHeld(db, personId),
    myWork: (posts: PostHeld[]) => myWork(db, posts),
    /** what the office of these cities is asked to decide about due dates */
    openExtensions: (cities: string[]) => openExtensions(db, cities),
    /** how many words to somebody above wait for the decision of the office of each of these cities, where any does */
    escalations: async (cities: string[]) => {
      const counted = await Promise.all(cities.map(async (city) => ({ city, count: (await escalationProposals(db, city)).length })))
      return counted.filter(({ count }) => count > 0)
    },
    /** gates at which somebody is asked for as the second person */
    secondAsked: (posts: PostHeld[], person: string) => secondAsked(db, posts, person),
    /** one assignment's date as a calendar file */
    calendarOf: (id: string, publicUrl: string) => calendarOf(db, id, publicUrl),
    /** all one's own dates as a calendar file */
    myCalendar: (posts: PostHeld[], publicUrl: string) => myCalendar(db, posts, publicUrl),
    openSheet: (id: string) => openSheet(db, id),
    versionNo: (id: string, no: number) => versionNo(db, id, no),
    versionBefore: (id: string, no: number) => versionBefore(db, id, no),
    /** the city's posts, by section, for a choice */
    postsOf: (city: string) => postsOf(db, city),
    receiptOf: (key: string) => receiptOf(db, key),
    saveDraft: (draft: Parameters<typeof saveDraft>[1]) => saveDraft(db, draft),
    saveDrafts: (drafts: Parameters<typeof saveDrafts>[1]) => saveDrafts(db, drafts),
    addPicture: (picture: Parameters<typeof addPicture>[1]) => addPicture(db, picture),
    /** section and checker of an assignment, which decide who may see what belongs to it */
    ownersOf: (processId: string) => ownersOf(db, processId),
    readPicture: (processId: string, id: string, section: boolean) => readPicture(db, processId, id, section),
    askHead: (draft: Parameters<typeof askHead>[1]) => askHead(connections, draft),
    discardDraft: (id: string, revision: number) => discardDraft(db, id, revision),
    confirmDraft: (id: string, revision: number, personId: string) => confirmDraft(db, id, revision, personId),
    /** moves a played city's clock; false: not there yet, call again */
    advanceClock: async (city: string, target: Date, signal: AbortSignal) =>
      (await advanceTo(connections, app, city, target, signal)).now >= target,
    nextMails: (city: string) => nextMails(db, city),
    /** the chase that would apply to an open assignment without a word of its own, and whether it has one */
    async chaseWithout(cycleId: string, id: string) {
      const [cycle] = await readCycles(db, { id: cycleId })
      return cycle ? chaseWithout(db, { cycleId, definition: cycle.definition }, id) : null
    },
    /** writes down that somebody asked for a page that is not theirs */
    deny: async (personId: string, path: string) => {
      await db.denial.create({ data: { personId, path: path.slice(0, 500) } })
    },
  }
}
export type Desk = ReturnType<typeof createDesk>
