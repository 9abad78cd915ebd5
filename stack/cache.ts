import { access, constants, mkdir } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'

/**
 * Where a fetched Temporal server is kept: JUNKAN_CACHE, else the user's cache folder, else beside the data.
 * @param dir the folder of the installation
 */
export async function cacheFolder(dir: string, env: NodeJS.ProcessEnv = process.env): Promise<string> {
  if (env['JUNKAN_CACHE']) return env['JUNKAN_CACHE']
  const folder = join(env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'junkan')
  try {
    await mkdir(folder, { recursive: true })
    await access(folder, constants.W_OK)
    return folder
  } catch {
    return join(dir, 'cache')
  }
}
