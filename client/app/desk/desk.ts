import { type PostHeld, postsHeld } from '../people/posts-held.js'
import type { Application } from '../application.js'
import { createApplication } from '../application.js'
import type { Connections } from '../connections.js'
import { markDraft, saveDraft } from './draft.js'
import { myWork } from './my-work.js'
import { openSheet, versionNo } from './sheet.js'

/** What people who have signed in do in a browser: their work, their drafts, and acts through the same application as everybody's. */
export const createDesk = (connections: Connections, app: Application = createApplication(connections)) => {
  const { db } = connections
  return {
    act: app.act,
    postsHeld: (personId: string) => postsHeld(db, personId),
    myWork: (posts: PostHeld[]) => myWork(db, posts),
    openSheet: (id: string) => openSheet(db, id),
    versionNo: (id: string, no: number) => versionNo(db, id, no),
    saveDraft: (draft: Parameters<typeof saveDraft>[1]) => saveDraft(db, draft),
    markDraft: (id: string, revision: number, mark: Parameters<typeof markDraft>[3]) => markDraft(db, id, revision, mark),
    /** writes down that somebody asked for a page that is not theirs */
    deny: async (personId: string, path: string) => {
      await db.denial.create({ data: { personId, path: path.slice(0, 500) } })
    },
  }
}
export type Desk = ReturnType<typeof createDesk>
