import type { AuthOptions, MailLink } from './auth.js'
import { onlySits, postsHeld } from './posts-held.js'

/**
 * Who gets a link that signs in without digits: members of a body who hold no other post. They come a few times a year, from whatever
 * device the mail is read on; everybody else sits at the screen that asked. Nobody waits for the look.
 */
export function linksFor({ db, sendCode }: Pick<AuthOptions, 'db' | 'sendCode'>): (asked: MailLink) => void {
  const mayHave = async (email: string): Promise<boolean> => {
    const person = await db.person.findUnique({ where: { email }, select: { id: true } })
    const posts = person ? await postsHeld(db, person.id) : []
    return onlySits(posts)
  }
  return (asked) => {
    const send = (link: MailLink | null) => sendCode(asked.email, asked.code, link)
    // Without a link the digits do: a look that fails keeps nobody out.
    mayHave(asked.email).then(
      (may) => send(may ? asked : null),
      () => send(null),
    )
  }
}
