import { type Directory, directoryFrom } from '../domain/asking/directory.js'
import type { Transaction } from './dependencies.js'

/** The directory of the city's posts as they are now. */
export async function directoryOf(tx: Transaction, city: string): Promise<Directory> {
  const posts = await tx.post.findMany({ where: { city }, select: { id: true, department: true, role: true }, orderBy: { id: 'asc' } })
  return directoryFrom(posts, await tx.department.findMany({ where: { city }, select: { key: true, bureau: true } }))
}
