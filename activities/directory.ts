import type { Transaction } from './dependencies.js'

/** Whom to write to: a city's posts and how they stand to each other. */
export interface Directory {
  /** the post an assignment's notice goes to, counted from the post that owns it; null when nobody holds that place */
  party(ownerPost: string, to: 'owner' | 'coordinator' | 'head' | 'office'): string | null
  /** the one post that holds a role of the definition */
  role(role: string): string | null
  /** the post a section's work is asked of */
  officer(department: string): string | null
  departmentOf(post: string): string | undefined
  /** the office's own posts: what it writes to itself waits for nobody's look */
  isOffice(post: string): boolean
}

/** Reads the city's posts as they are now. */
export async function directoryOf(tx: Transaction, city: string): Promise<Directory> {
  const posts = await tx.post.findMany({ where: { city }, select: { id: true, department: true, role: true }, orderBy: { id: 'asc' } })
  const departments = await tx.department.findMany({ where: { city }, select: { key: true, bureau: true } })
  const bureaus = new Map(departments.map((d) => [d.key, d.bureau]))
  const byId = new Map(posts.map((p) => [p.id, p]))
  const find = (role: string, of: (p: { department: string }) => boolean) => posts.find((p) => p.role === role && of(p))?.id ?? null
  const directory: Directory = {
    role: (role) => find(role, () => true),
    officer: (department) => find('officer', (p) => p.department === department),
    departmentOf: (post) => byId.get(post)?.department,
    isOffice: (post) => byId.get(post)?.role === 'office',
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
