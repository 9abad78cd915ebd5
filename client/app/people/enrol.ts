import { randomUUID } from 'node:crypto'
import type { Database } from '../../../prisma/db.js'

/**
 * Makes a person of each mailbox of a city whose posts nobody holds, so that a played year can be entered: invented people for
 * invented posts. A real city enters its people (人事の一覧) instead. Called again it adds only what is missing.
 */
export async function enrolMailboxes(db: Database, city: string): Promise<void> {
  const posts = await db.$queryRaw<{ id: string; title: string; mailbox: string }[]>`
    SELECT t.id, t.title, lower(t.mailbox) AS mailbox FROM post t
    WHERE t.city = ${city} AND t.mailbox <> '' AND NOT EXISTS (SELECT 1 FROM holding h WHERE h.post_id = t.id) ORDER BY t.id`
  const now = new Date()
  for (const { id, title, mailbox } of posts) {
    const person = await db.person.upsert({
      where: { email: mailbox },
      create: { id: randomUUID(), name: `${title}（共用）`, email: mailbox, createdAt: now, updatedAt: now },
      update: {},
    })
    await db.holding.create({
      data: { id: randomUUID(), postId: id, personId: person.id, from: new Date('2000-04-01'), recordedBy: 'register' },
    })
  }
}
