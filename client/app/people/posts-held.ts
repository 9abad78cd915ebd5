import type { Database } from '../../../prisma/db.js'

/** A post that somebody holds on the city's present day. */
export interface PostHeld {
  id: string
  city: string
  department: string
  departmentName: string
  role: string
  title: string
  /** holder | deputy */
  as: string
  /** of a coordinator: keys of the bureau's departments */
  coordinates?: string[] | null
}

/** The posts a person holds today, as the clock of each post's city says (Asia/Tokyo). One statement. */
export const postsHeld = (db: Database, personId: string): Promise<PostHeld[]> =>
  db.$queryRaw<PostHeld[]>`
    SELECT t.id, t.city, t.department, d.name AS "departmentName", t.role, t.title, h.kind AS "as",
      CASE WHEN t.role = 'coordinator' THEN ARRAY(SELECT b.key FROM department b WHERE b.city = d.city AND b.bureau = d.bureau) END AS coordinates
    FROM holding h JOIN post t ON t.id = h.post_id JOIN department d ON d.city = t.city AND d.key = t.department JOIN clock k ON k.city = t.city,
      LATERAL (SELECT ((CASE WHEN k.played THEN k.now ELSE clock_timestamp() END) AT TIME ZONE 'Asia/Tokyo')::date AS today) AS day
    WHERE h.person_id = ${personId} AND h.announced AND h."from" <= day.today AND (h.until IS NULL OR h.until >= day.today)
    ORDER BY t.city, h.kind DESC, t.id`

/** What somebody may do in a city, by the posts held there. */
export interface Rights {
  posts: PostHeld[]
  /** runs the year */
  office: boolean
  /** sees the whole course of a year, and changes nothing */
  auditor: boolean
  /** keeps departments, posts and holders */
  admin: boolean
  /** sees the whole course of a year: office, auditor, approver */
  oversees: boolean
  /** keys of the departments whose work this is */
  departments: string[]
  /** ids of the seats (委員の席): a member sees and acts for the own seat, never for the body */
  seats: string[]
  /** keys of the departments whose course this coordinates: how a matter stands, not what is being written */
  coordinates: string[]
}

const inCity = (posts: PostHeld[], city: string) => posts.filter((post) => post.city === city)

export function rightsIn(city: string, all: PostHeld[]): Rights {
  const posts = inCity(all, city)
  const has = (role: string) => posts.some((post) => post.role === role)
  return {
    posts,
    office: has('office'),
    auditor: has('auditor'),
    admin: has('admin'),
    oversees: has('office') || has('auditor') || has('approver'),
    departments: [...new Set(posts.filter((post) => post.role !== 'member').map((post) => post.department))],
    seats: posts.filter((post) => post.role === 'member').map((post) => post.id),
    coordinates: posts.flatMap((post) => post.coordinates ?? []),
  }
}

/** Whether somebody holds posts, and all of them only look on. */
export const onlyAudits = (posts: PostHeld[]): boolean => posts.length > 0 && posts.every(({ role }) => role === 'auditor')

/** Whether somebody holds posts, and all of them are members' seats: for such a person there are the members' own pages only. */
export const onlySits = (posts: PostHeld[]): boolean => posts.length > 0 && posts.every(({ role }) => role === 'member')

/** Roles that see what every section writes, and must therefore give a second factor. */
export const trustedRoles = ['office', 'approver', 'auditor', 'admin']

/** A post as a choice offers it. */
export interface CityPost {
  id: string
  title: string
  role: string
  /** its section's key, name and bureau */
  department: string
  departmentName: string
  bureau: string
}

/** Every post of a city with its section, in the order of the organisation. One statement. */
export const postsOf = (db: Database, city: string): Promise<CityPost[]> =>
  db.$queryRaw`
    SELECT t.id, t.title, t.role, d.key AS department, d.name AS "departmentName", d.bureau FROM post t JOIN department d ON d.city = t.city AND d.key = t.department
    WHERE t.city = ${city} ORDER BY d.bureau, d.key, t.id`
