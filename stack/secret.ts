import { randomBytes } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Environment } from './environment.js'

/** What signs sign-ins: the environment's, or one made at the first start and kept for its owner's eyes only. */
export async function secretOf(dir: string, environment: Pick<Environment, 'JUNKAN_SECRET'>): Promise<string> {
  if (environment.JUNKAN_SECRET) return environment.JUNKAN_SECRET
  const file = join(dir, 'secret')
  // Made at once and never replaced: two starts at one moment agree on the first one's.
  await writeFile(file, randomBytes(32).toString('hex'), { mode: 0o600, flag: 'wx' }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error
  })
  return (await readFile(file, 'utf8')).trim()
}
