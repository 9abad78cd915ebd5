import { seatRole } from '../../../domain/asking/directory.js'
import type { Database } from '../../../prisma/db.js'
import type { Transaction } from '../../../prisma/trail.js'
import { type Change, change, faulty, isAddress, isKey, type Keeper, type Moment, tidy, tidyAddress } from './directory-change.js'
import { manifoldRoles, rolesWith } from './directory-words.js'

export interface NewDepartment {
  key: string
  name: string
  bureau: string
}

export interface NewPost {
  key: string
  /** key of its department */
  department: string
  role: string
  title: string
  /** empty: it has none, and its mail goes to whoever holds it; the office's has one always: every mail comes from it */
  mailbox: string
}

const keyRule = '英小文字・数字・ハイフンで60字まで（例：shogyo-officer）で書いてください。'

/** Adds a department (課). @throws Refused */
export const addDepartment = (db: Database, keeper: Keeper, key: string, department: NewDepartment): Promise<void> =>
  change(db, keeper, key, async (moment) => [await addDepartmentIn(moment, department)])

/** Renames a department or moves it to another bureau. @throws Refused */
export const renameDepartment = (db: Database, keeper: Keeper, key: string, department: NewDepartment): Promise<void> =>
  change(db, keeper, key, async (moment) => [await renameDepartmentIn(moment, department)])

/** Adds a post (職) to a department. @throws Refused */
export const addPost = (db: Database, keeper: Keeper, key: string, post: NewPost): Promise<void> =>
  change(db, keeper, key, async (moment) => [await addPostIn(moment, post)])

/** Changes a post's title or mailbox; what it does and where it belongs stay. @throws Refused */
export const changePost = (
  db: Database,
  keeper: Keeper,
  key: string,
  post: { key: string; title: string; mailbox: string },
): Promise<void> => change(db, keeper, key, async (moment) => [await changePostIn(moment, post)])

export async function addDepartmentIn({ tx, keeper }: Moment, given: NewDepartment): Promise<Change> {
  const { key, name, bureau } = departmentOf(given)
  if (!isKey(key)) throw faulty(`課のコード「${key}」を使えません。${keyRule}`)
  const id = `${keeper.city}/${key}`
  if (await tx.department.findUnique({ where: { id } }))
    throw faulty(`課のコード「${key}」はすでに使われています。別のコードにするか、その課の名前を変えてください。`)
  await tx.department.create({ data: { id, city: keeper.city, key, name, bureau } })
  return { kind: 'department-added', facts: { department: key, name, bureau } }
}

export async function renameDepartmentIn({ tx, keeper }: Moment, given: NewDepartment): Promise<Change> {
  const { key, name, bureau } = departmentOf(given)
  const id = `${keeper.city}/${key}`
  const before = await tx.department.findUnique({ where: { id } })
  if (!before) throw faulty(`課「${key}」はありません。組織と職の画面から選んでください。`)
  if (before.name === name && before.bureau === bureau) throw faulty('名前も局も今のままです。新しい名前を書いてください。')
  await tx.department.update({ where: { id }, data: { name, bureau } })
  return { kind: 'department-renamed', facts: { department: key, name, bureau, before: before.name, bureauBefore: before.bureau } }
}

function departmentOf({ key, name, bureau }: NewDepartment): NewDepartment {
  const department = { key: tidyAddress(key), name: tidy(name), bureau: tidy(bureau) }
  if (!department.name || department.name.length > 100) throw faulty('課の名前を100字までで書いてください。')
  if (!department.bureau || department.bureau.length > 100) throw faulty('局の名前を100字までで書いてください。')
  return department
}

export async function addPostIn({ tx, keeper }: Moment, given: NewPost): Promise<Change> {
  const { city } = keeper
  const post = { ...given, key: tidyAddress(given.key), role: tidy(given.role), ...described(given, tidy(given.role)) }
  if (!isKey(post.key)) throw faulty(`職のコード「${post.key}」を使えません。${keyRule}`)
  const id = `${city}/${post.key}`
  if (await tx.post.findUnique({ where: { id } }))
    throw faulty(`職のコード「${post.key}」はすでに使われています。別のコードにしてください。`)
  const department = await tx.department.findUnique({ where: { id: `${city}/${post.department}` } })
  if (!department) throw faulty(`課「${post.department}」はありません。先に課を加えてください。`)
  await checkRole(tx, keeper, post.role)
  if (post.role === seatRole) await checkBody(tx, city, department)
  await tx.post.create({
    data: { id, city, key: post.key, department: post.department, role: post.role, title: post.title, mailbox: post.mailbox },
  })
  return { kind: 'post-added', facts: { post: id, title: post.title, department: department.name, role: post.role, mailbox: post.mailbox } }
}

export async function changePostIn({ tx, keeper, today }: Moment, given: { key: string; title: string; mailbox: string }): Promise<Change> {
  const id = `${keeper.city}/${given.key}`
  const before = await tx.post.findUnique({ where: { id } })
  if (!before) throw faulty(`職「${given.key}」はありません。組織と職の画面から選んでください。`)
  const { title, mailbox } = described(given, before.role)
  if (before.title === title && before.mailbox === mailbox) throw faulty('今のままです。変えるところを書いてください。')
  await tx.post.update({ where: { id }, data: { title, mailbox } })
  // Without a mailbox the post's mail goes to its holder; with one again, to that.
  if ((mailbox === '') !== (before.mailbox === ''))
    await tx.$executeRaw`
      UPDATE holding SET takes_mail = ${mailbox === ''} WHERE post_id = ${id} AND kind = 'holder' AND (until IS NULL OR until >= ${today}::date)`
  return { kind: 'post-changed', facts: { post: id, title, mailbox, before: before.title, mailboxBefore: before.mailbox } }
}

function described({ title, mailbox }: { title: string; mailbox: string }, role: string): { title: string; mailbox: string } {
  const post = { title: tidy(title), mailbox: tidyAddress(mailbox) }
  if (!post.title || post.title.length > 100) throw faulty('職の名前を100字までで書いてください。')
  if (post.mailbox === '' && role === 'office')
    throw faulty('事務局の職には、職のメールを書いてください。どのメールも、このアドレスから送り、返信をここで受けます。')
  if (post.mailbox !== '' && !isAddress(post.mailbox))
    throw faulty(`職のメール「${post.mailbox}」がメールアドレスの形になっていません。shogyo@example.lg.jp のように書いてください。`)
  return post
}

/** What the definitions in force say of roles. */
export interface DefinedRoles {
  roles: { id: string; name: string }[]
  /** roles that work is asked of, and of which there must be exactly one post */
  asked: string[]
}

/** Reads the roles of a city's definitions. One statement. */
export async function definedRoles(tx: Pick<Transaction, '$queryRaw'>, city: string): Promise<DefinedRoles> {
  const rows = await tx.$queryRaw<DefinedRoles[]>`
    SELECT coalesce(jsonb_agg(DISTINCT r.role) FILTER (WHERE r.role IS NOT NULL), '[]') AS roles,
      coalesce(jsonb_agg(DISTINCT r.asked) FILTER (WHERE r.asked IS NOT NULL), '[]') AS asked
    FROM process c JOIN snapshot s ON s.cycle_id = c.id AND s.no = c.snapshot_no CROSS JOIN LATERAL (
      SELECT jsonb_path_query(s.body, '$.roles[*]') AS role, NULL::text AS asked
      UNION ALL SELECT NULL, jsonb_path_query(s.body, '$.steps[*].asks[*].to') #>> '{}'
      UNION ALL SELECT NULL, jsonb_path_query(s.body, '$.steps[*].asks[*].check') #>> '{}') AS r
    WHERE c.city = ${city} AND c.kind = 'cycle' AND c.state <> 'sealed'`
  return rows[0] ?? { roles: [], asked: [] }
}

/** Asked of a role, work goes to its one post: a second one would take or lose work by its number. */
async function checkRole(tx: Transaction, keeper: Keeper, role: string): Promise<void> {
  const { city } = keeper
  const defined = await definedRoles(tx, city)
  if (!rolesWith(defined.roles).some(([id]) => id === role)) throw faulty(`役割「${role}」はありません。一覧から選んでください。`)
  if (role === 'admin') await checkAdmin(tx, keeper)
  if (manifoldRoles.includes(role) && !defined.asked.includes(role)) return
  if (role === 'officer' || role === 'head' || role === 'coordinator') return
  const held = await tx.post.findFirst({ where: { city, role }, select: { title: true } })
  if (held)
    throw faulty(`役割「${role}」の職は一つだけです。すでに「${held.title}」があります。同じ仕事をする人は、その職の代理にしてください。`)
}

/** A seat's department is its body: in another one, nobody would ever ask it. Bodies are those of the years that were started. */
async function checkBody(tx: Transaction, city: string, department: { key: string; name: string }): Promise<void> {
  const bodies = await tx.$queryRaw<{ id: string; name: string }[]>`
    SELECT DISTINCT b ->> 'id' AS id, b ->> 'name' AS name
    FROM process c JOIN snapshot s ON s.cycle_id = c.id AND s.no = c.snapshot_no CROSS JOIN LATERAL jsonb_path_query(s.body, '$.bodies[*]') AS b
    WHERE c.city = ${city} AND c.kind = 'cycle' ORDER BY id`
  if (bodies.some(({ id }) => id === department.key)) return
  if (bodies.length === 0)
    throw faulty('この市の実施要領には、まだ会議体がありません。会議体のある年度を始めてから、委員の席を加えてください。')
  const named = bodies.map(({ id, name }) => `「${id}」（${name}）`).join('か')
  throw faulty(
    `委員の席は会議体の課に加えます。「${department.name}」は会議体ではありません。コードが${named}の課を選ぶか、先に加えてください。`,
  )
}

/** Who administers sees transfers before they are announced: only another administrator lets somebody in, or anybody when there is none yet. */
export async function checkAdmin(tx: Transaction, { city, admin }: Keeper): Promise<void> {
  if (admin) return
  const rows = await tx.$queryRaw<{ held: boolean }[]>`
    SELECT EXISTS (SELECT 1 FROM holding h JOIN post t ON t.id = h.post_id WHERE t.city = ${city} AND t.role = 'admin' AND (h.until IS NULL OR h.until >= h."from")) AS held`
  if (rows[0]?.held) throw faulty('人事の管理の職とその人を変えられるのは、人事の管理の職だけです。')
}
