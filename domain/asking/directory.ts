/** Whom to write to: a city's posts and how they stand to each other. */
export interface Directory {
  /** the post an assignment's notice goes to, counted from the post that owns it; null when nobody holds that place */
  party(ownerPost: string, to: 'owner' | 'coordinator' | 'head' | 'office'): string | null
  /** the one post that holds a role of the definition */
  role(role: string): string | null
  /** the post a section's work is asked of */
  officer(department: string): string | null
  departmentOf(post: string): string | undefined
  /** the seats of a body (委員の席) that are held, with their keys */
  seats(body: string): { id: string; key: string }[]
  /** whether a mail to `post` about what `owner` has to do stays within the office: it waits for nobody's look */
  withinOffice(post: string, owner: string): boolean
}

/** The role of a member's seat; its department is the body. */
export const seatRole = 'member'

/** The directory of these posts, in the order of their ids: where several fit, the first one counts. `vacant` are seats that nobody holds. */
export function directoryFrom(
  posts: readonly { id: string; department: string; role: string }[],
  departments: readonly { key: string; bureau: string }[],
  vacant: ReadonlySet<string> = new Set(),
): Directory {
  const bureaus = new Map(departments.map((d) => [d.key, d.bureau]))
  const byId = new Map(posts.map((p) => [p.id, p]))
  const find = (role: string, of: (p: { department: string }) => boolean) => posts.find((p) => p.role === role && of(p))?.id ?? null
  const directory: Directory = {
    role: (role) => find(role, () => true),
    officer: (department) => find('officer', (p) => p.department === department),
    departmentOf: (post) => byId.get(post)?.department,
    seats: (body) =>
      posts
        .filter((p) => p.role === seatRole && p.department === body && !vacant.has(p.id))
        .map(({ id }) => ({ id, key: id.slice(id.indexOf('/') + 1) })),
    withinOffice: (...both) => both.every((post) => byId.get(post)?.role === 'office'),
    party(ownerPost, to) {
      const owner = byId.get(ownerPost)
      if (to === 'owner') return ownerPost
      if (to === 'office') return directory.role('office')
      if (!owner) return null
      if (to === 'head') return find('head', (p) => p.department === owner.department)
      return find('coordinator', (p) => bureaus.get(p.department) === bureaus.get(owner.department))
    },
  }
  return directory
}
