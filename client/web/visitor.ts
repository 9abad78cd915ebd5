import { createContext } from 'hono/jsx'
import type { PostHeld } from '../app/people/posts-held.js'
import type { SignedIn } from '../app/people/sign-in.js'

/** Whoever looks at a page: signed in, with the posts held today. */
export interface Visitor extends SignedIn {
  posts: PostHeld[]
}

declare module 'hono' {
  interface ContextVariableMap {
    visitor: Visitor
  }
}

/** For the frame of every page, which says who is signed in. Null: nobody. */
export const VisitorContext = createContext<Visitor | null>(null)
