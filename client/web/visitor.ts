import { createContext } from 'hono/jsx'
import type { Instant } from '../../domain/process/command.js'
import type { PostHeld } from '../app/people/posts-held.js'
import type { SignedIn } from '../app/people/sign-in.js'

/** Whoever looks at a page: signed in, with the posts held today. */
export interface Visitor extends SignedIn {
  posts: PostHeld[]
  /** of the cities whose office's work the visitor oversees: those whose mails are all stopped */
  stopped?: { city: string; heldAt: Instant; postTitle: string; reason: string }[]
}

declare module 'hono' {
  interface ContextVariableMap {
    visitor: Visitor
  }
}

/** For the frame of every page, which says who is signed in. Null: nobody. */
export const VisitorContext = createContext<Visitor | null>(null)
