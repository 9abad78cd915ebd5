import type { Holder, TrailRow } from './trail-rows.js'

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

/** A post's title as the register has it; a post that the register does not know, by its id. */
export const postWord = (row: TrailRow, key: 'post' | 'owner' | 'previousOwner' | 'second' | 'claimedPost'): string => {
  const id = text(row.body[key])
  return row.posts[id]?.title ?? id
}

const holderWord = ({ name, email, as, shared }: Holder): string =>
  shared ? `共用メールボックス ${email}` : `${name}${as === 'deputy' ? '（代理）' : ''}`

/** Who held a post on the day of the row. Empty: the row names no such post. */
export function holdersWord(row: TrailRow, key: 'post' | 'owner' | 'second'): string {
  const id = text(row.body[key])
  if (id === '') return ''
  const held = row.holders.filter(({ post }) => post === id)
  return held.length === 0 ? '当日の在職者の記録なし' : held.map(holderWord).join('、')
}

/** The post a row is about, which acted or was asked: its title, its section, and who held it on that day; null: nobody's doing. */
export function actorOf(row: TrailRow): { title: string; department: string; holders: string; asked: boolean } | null {
  const asked = text(row.body['post']) === ''
  const key = asked ? 'owner' : 'post'
  const id = text(row.body[key])
  if (id === '') return null
  return { title: postWord(row, key), department: row.posts[id]?.department ?? '', holders: holdersWord(row, key), asked }
}

/** Who was signed in when it was done on a page, where that is more than the holders tell; empty otherwise. */
export function signedInWord(row: TrailRow): string {
  if (!row.person) return ''
  const { name, email } = row.person
  const held = row.holders.filter(({ post }) => post === row.body['post'])
  return held.length === 1 && held[0]?.email === email ? '' : held.some((one) => one.email === email && one.shared) ? email : name
}
