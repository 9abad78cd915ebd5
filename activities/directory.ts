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
  /** the seats of a body (委員の席) that somebody holds now, or whose terms nobody has written down */
  seats(body: string): { id: string; key: string }[]
  /** the office's own posts: what it writes to itself waits for nobody's look */
  isOffice(post: string): boolean
}

/** The role of a member's post; its department is the body. */
const seatRole = 'member'

/** Seats whose every term is over, or has not begun. */
async function vacantSeats(tx: Transaction, city: string): Promise<Set<string>> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT p.id FROM post p JOIN clock k ON k.city = p.city,
      LATERAL (SELECT ((CASE WHEN k.played THEN k.now ELSE clock_timestamp() END) AT TIME ZONE 'Asia/Tokyo')::date AS today) d
    WHERE p.city = ${city} AND p.role = ${seatRole} AND EXISTS (SELECT 1 FROM holding h WHERE h.post_id = p.id) AND NOT EXISTS (
      SELECT 1 FROM holding h WHERE h.post_id = p.id AND h."from" <= d.today AND (h.until IS NULL OR h.until >= d.today))`
  return new Set(rows.map((row) => row.id))
}

/** Reads the city's posts as they are now. */
export async function directoryOf(tx: Transaction, city: string): Promise<Directory> {
  const posts = await tx.post.findMany({
    where: { city },
    select: { id: true, key: true, department: true, role: true },
    orderBy: { id: 'asc' },
  })
  const vacant = posts.some((post) => post.role === seatRole) ? await vacantSeats(tx, city) : new Set<string>()
  const departments = await tx.department.findMany({ where: { city }, select: { key: true, bureau: true } })
  const bureaus = new Map(departments.map((d) => [d.key, d.bureau]))
  const byId = new Map(posts.map((p) => [p.id, p]))
  const find = (role: string, of: (p: { department: string }) => boolean) => posts.find((p) => p.role === role && of(p))?.id ?? null
  const directory: Directory = {
    role: (role) => find(role, () => true),
    officer: (department) => find('officer', (p) => p.department === department),
    departmentOf: (post) => byId.get(post)?.department,
    seats: (body) =>
      posts.filter((p) => p.role === seatRole && p.department === body && !vacant.has(p.id)).map(({ id, key }) => ({ id, key })),
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
