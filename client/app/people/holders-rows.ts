import { appointIn } from './directory-appoint.js'
import { type Change, faulty, type Moment } from './directory-change.js'
import { endIn } from './directory-holdings.js'
import { addDepartmentIn, addPostIn, changePostIn, renameDepartmentIn } from './directory-posts.js'
import { type HeldRow, heldOf } from './directory-room.js'
import type { HolderRow } from './holders-csv.js'

/** The directory as a file is held against it: read once, kept up with what the lines before have changed. */
export interface Present {
  departments: Map<string, { name: string; bureau: string }>
  posts: Map<string, { department: string; title: string; role: string; mailbox: string }>
  held: HeldRow[]
}

export async function presentOf({ tx, keeper: { city } }: Moment): Promise<Present> {
  const [departments, posts, held] = [
    await tx.department.findMany({ where: { city } }),
    await tx.post.findMany({ where: { city } }),
    await heldOf(tx, { city }),
  ]
  return {
    departments: new Map(departments.map((one) => [one.key, one])),
    posts: new Map(posts.map((one) => [one.key, one])),
    held: held.filter((one) => one.announced),
  }
}

/** Does what one line asks for: its department, its post, its holder. Nothing when all stands as it says. @throws Refused */
export async function applyRow(moment: Moment, present: Present, row: HolderRow): Promise<Change[]> {
  return [
    ...(await departmentOf(moment, present, row)),
    ...(await postOf(moment, present, row)),
    ...(row.name === '' ? [] : await holderOf(moment, present, row)),
  ]
}

async function departmentOf(moment: Moment, { departments }: Present, row: HolderRow): Promise<Change[]> {
  const given = { key: row.department, name: row.departmentName, bureau: row.bureau }
  const known = departments.get(given.key)
  if (known?.name === given.name && known.bureau === given.bureau) return []
  const change = known ? await renameDepartmentIn(moment, given) : await addDepartmentIn(moment, given)
  departments.set(given.key, given)
  return [change]
}

async function postOf(moment: Moment, { posts }: Present, row: HolderRow): Promise<Change[]> {
  const given = { key: row.post, department: row.department, role: row.role, title: row.title, mailbox: row.mailbox }
  const known = posts.get(given.key)
  if (known && known.department !== given.department)
    throw faulty(
      `職「${given.key}」は課「${known.department}」の職です。課コードを直すか、別の職コードで新しい職にし、職の承継を記録してください。`,
    )
  if (known && known.role !== given.role)
    throw faulty(`職「${given.key}」の役割は「${known.role}」です。役割は変えられません。別の職コードで新しい職にしてください。`)
  if (known?.title === given.title && known.mailbox === given.mailbox) return []
  const change = known ? await changePostIn(moment, given) : await addPostIn(moment, given)
  posts.set(given.key, given)
  return [change]
}

async function holderOf(moment: Moment, { held }: Present, row: HolderRow): Promise<Change[]> {
  const { today } = moment
  const own = held.filter((one) => one.postId === `${moment.keeper.city}/${row.post}` && one.kind === row.kind && one.email === row.email)
  const lasting = own.filter((one) => one.until === null || one.until >= today)
  const same = own.find((one) => one.from === row.from) ?? (row.from === null ? lasting[0] : undefined)
  if (same) {
    if (same.name !== row.name)
      throw faulty(
        `メール「${row.email}」は「${same.name}」の名前で登録されています。アドレスを直すか、職の画面で氏名を変えてから取り込んでください。`,
      )
    if (same.until === row.until) return []
    if (row.until === null) throw faulty(`終了日が空ですが、記録では${same.until}に離れます。終了日を書くか、職の画面で変えてください。`)
    return [await endIn(moment, same.id, row.until)]
  }
  const running = lasting.find((one) => one.from <= today)
  if (running && row.from !== null && row.from <= today)
    throw faulty(`開始日が記録（${running.from}）と違います。過去の就任は変えられないので、記録の日に合わせてください。`)
  if (row.from === null) throw faulty('「開始日」がありません。新しく就く人には、2026-04-01 のように書いてください。')
  const { post, kind, name, email, from, until } = row
  return appointIn(moment, { post, kind, name, email, from, until, announced: true, renamed: false })
}
