import { formatDate } from '../../../domain/calendar/date-words.js'
import type { CityDate } from '../../../domain/calendar/instants.js'
import type { Database } from '../../../prisma/db.js'
import { type DefinedRoles, definedRoles } from './directory-posts.js'
import { type HeldRow, heldOf } from './directory-room.js'
import { rolesWith } from './directory-words.js'

export interface PostLine {
  id: string
  key: string
  department: string
  role: string
  roleName: string
  title: string
  mailbox: string
  /** assignments that wait for this post: to be written, or to be checked */
  openWork: number
  holder: HeldRow | null
  deputies: HeldRow[]
  /** what begins on a later day; unannounced ones only for administrators */
  planned: HeldRow[]
  /** in sentences: what somebody of the office must see to */
  faults: string[]
}

export interface DepartmentLine {
  key: string
  name: string
  bureau: string
  posts: PostLine[]
}

/** 組織と職, as of the city's present day. */
export interface Directory {
  city: string
  today: CityDate
  bureaus: { name: string; departments: DepartmentLine[] }[]
  /** roles a post may have: id and name */
  roles: [string, string][]
}

interface PostRow {
  today: CityDate
  department: string
  departmentName: string
  bureau: string
  id: string | null
  key: string
  role: string
  title: string
  mailbox: string
  openWork: number
  /** successions whose day has come, while work of the post is still open */
  due: number
}

/**
 * Departments by bureau, their posts, who holds them today, what is planned, and what is amiss. Three statements.
 * @param asAdmin shows transfers that are not announced yet
 */
export async function listDirectory(db: Database, city: string, { asAdmin }: { asAdmin: boolean }): Promise<Directory> {
  const [rows, held, defined] = await Promise.all([postRows(db, city), heldOf(db, { city }), definedRoles(db, city)])
  const today = rows[0]?.today ?? ''
  const seen = held.filter((one) => (asAdmin || one.announced) && (one.until === null || one.until >= today))
  const posts = rows.filter((row) => row.id !== null).map((row) => postLine(row, seen, defined))
  const departments = new Map<string, DepartmentLine>()
  for (const { department: key, departmentName: name, bureau } of rows)
    departments.set(key, { key, name, bureau, posts: posts.filter((post) => post.department === key) })
  const names = [...new Set([...departments.values()].map((one) => one.bureau))]
  const bureaus = names.map((name) => ({ name, departments: [...departments.values()].filter((one) => one.bureau === name) }))
  return { city, today, bureaus, roles: rolesWith(defined.roles) }
}

const postRows = (db: Database, city: string): Promise<PostRow[]> =>
  db.$queryRaw<PostRow[]>`
    WITH present AS (
      SELECT ((CASE WHEN played THEN now ELSE clock_timestamp() END) AT TIME ZONE 'Asia/Tokyo')::date AS today FROM clock WHERE city = ${city}),
    waiting AS (
      SELECT p.post AS owner, CASE WHEN p.state = 'submitted' THEN p.check_post ELSE p.post END AS post
      FROM process p WHERE p.city = ${city} AND p.kind = 'assignment' AND NOT p.sealed AND p.state IN ('open', 'returned', 'submitted')),
    work AS (SELECT post, count(*)::int AS n FROM waiting GROUP BY post)
    SELECT k.today::text, d.key AS department, d.name AS "departmentName", d.bureau, t.id, t.key, t.role, t.title, t.mailbox, coalesce(w.n, 0) AS "openWork",
      (CASE WHEN EXISTS (SELECT 1 FROM waiting o WHERE o.owner = t.id)
        THEN (SELECT count(*) FROM post_successor s WHERE s.from_post = t.id AND NOT s.cancelled AND s."on" <= k.today) ELSE 0 END)::int AS due
    FROM department d CROSS JOIN present k LEFT JOIN post t ON t.city = d.city AND t.department = d.key LEFT JOIN work w ON w.post = t.id
    WHERE d.city = ${city} ORDER BY d.bureau, d.key, t.key`

function postLine({ id, due, today, departmentName: _, bureau: __, ...row }: PostRow, held: HeldRow[], { roles }: DefinedRoles): PostLine {
  const own = held.filter((one) => one.postId === id)
  const now = own.filter((one) => one.announced && one.from <= today)
  const holder = now.find((one) => one.kind === 'holder') ?? null
  const deputies = now.filter((one) => one.kind === 'deputy')
  const planned = own.filter((one) => !now.includes(one))
  const roleName = rolesWith(roles).find(([role]) => role === row.role)?.[1] ?? row.role
  const post = { ...row, id: id ?? '', roleName, holder, deputies, planned }
  return { ...post, faults: faultsOf(post, due, today) }
}

function faultsOf(
  { title, mailbox, openWork, holder, deputies, planned }: Omit<PostLine, 'faults'>,
  due: number,
  today: CityDate,
): string[] {
  const faults: string[] = []
  if (openWork > 0 && !holder) {
    const deputy = deputies.length > 0 ? `（代理の${deputies.map((one) => `「${one.name}」`).join('、')}はいます）` : ''
    faults.push(
      `「${title}」には未処理の依頼が${openWork}件ありますが、今日この職に就いている人がいません${deputy}。就く人を記録してください。`,
    )
  }
  if (mailbox === '' && ![holder, ...deputies].some((one) => one?.takesMail))
    faults.push(
      `「${title}」には職のメールがなく、職宛てのメールを受け取る人もいないため、この職には何も送れません。就く人か、職のメールを記録してください。`,
    )
  if (due === 1) faults.push(`「${title}」の承継の日が来ましたが、承継先に移っていない依頼があります。職の画面で移してください。`)
  if (due > 1) faults.push(`「${title}」の承継先は${due}つあります。依頼ごとに、職の画面で移す先を選んでください。`)
  for (const late of planned.filter((one) => !one.announced && one.from <= today))
    faults.push(
      `「${late.name}」の「${title}」への異動は、内示前のまま開始日（${formatDate(late.from)}）になりました。知らせるか、取りやめてください。`,
    )
  return faults
}
