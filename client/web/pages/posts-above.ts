import type { CityPost } from '../../app/people/posts-held.js'

/** Nobody above a section: those who write, who chase, who check, and who keep the system. */
const notAbove = ['officer', 'office', 'auditor', 'admin']
const inSection = ['officer', 'head']
const rank = (role: string): number => (role === 'head' ? 2 : role === 'coordinator' ? 1 : 0)

/**
 * To whom it may go that a section is late: posts of its own bureau, the highest first, then the others'; never the section itself, which
 * was told. `suggested`: the bureau's highest above the heads of sections; null: it has none.
 */
export function postsAbove(posts: CityPost[], { department, bureau }: { department: string; bureau: string }) {
  const fit = posts.filter((post) => !notAbove.includes(post.role) && !(post.department === department && inSection.includes(post.role)))
  const own = fit.filter((post) => post.bureau === bureau).sort((a, b) => rank(a.role) - rank(b.role))
  const [first] = own
  return {
    own,
    others: fit.filter((post) => post.bureau !== bureau),
    suggested: first && first.role !== 'head' ? first.id : null,
  }
}
