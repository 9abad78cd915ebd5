import type { MailLink } from '../app/people/auth.js'
import { signInPath, withQuery } from './paths.js'
import { seal, unseal } from './sealed.js'

/** Where a mail's link leads: a page with one button. */
export const openPath = `${signInPath}/open`

const purpose = ['sign-in-link']

/** The address of a link that signs in with one press. Signed: only what we mailed is tried at all. */
export const sealLink = (secret: string, publicUrl: string, link: MailLink): string =>
  `${publicUrl}${withQuery(openPath, { key: seal(secret, purpose, link) })}`

/** What a link carries; null: it is none of ours. */
export function unsealLink(secret: string, key: string): MailLink | null {
  const link = key === '' || key.length > 4_000 ? null : unseal(secret, purpose, key)
  return link === null ? null : (link as MailLink)
}
