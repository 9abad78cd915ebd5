import { type Directory, directoryFrom, seatRole } from '../domain/asking/directory.js'
import { selectVacantSeats } from '../prisma/who-is-asked.js'
import type { Transaction } from './dependencies.js'

/** The directory of the city's posts as they are now. */
export async function directoryOf(tx: Transaction, city: string): Promise<Directory> {
  const posts = await tx.post.findMany({ where: { city }, select: { id: true, department: true, role: true }, orderBy: { id: 'asc' } })
  const departments = await tx.department.findMany({ where: { city }, select: { key: true, bureau: true } })
  return directoryFrom(posts, departments, posts.some(({ role }) => role === seatRole) ? await vacantSeats(tx, city) : new Set())
}

const vacantSeats = async (tx: Transaction, city: string): Promise<Set<string>> =>
  new Set((await tx.$queryRaw<{ id: string }[]>(selectVacantSeats(city, seatRole))).map((row) => row.id))
