// The door of every npm script: makes a fresh checkout runnable, then runs what was asked for in this same process,
// so that signals and the exit code are its own. Uses nothing but Node.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const OLDEST_NODE = 20
const project = dirname(dirname(fileURLToPath(import.meta.url)))
const inProject = (...parts) => join(project, ...parts)

/** What can be asked for: a program of ours in TypeScript, a tool, or neither, which only makes everything ready. `tools`: needs the libraries of development as well. */
const COMMANDS = {
  start: { program: 'stack/start.ts' },
  junkan: { program: 'client/cli/main.ts' },
  worker: { program: 'worker/main.ts' },
  bundle: { program: 'worker/write-bundle.ts' },
  web: { program: 'client/web/main.ts' },
  prepare: { program: 'stack/prepare.ts' },
  migrate: { program: 'prisma/migrate.ts' },
  'db:migration': { program: 'prisma/new-migration.ts', tools: true },
  bench: { program: 'test/bench/bench.ts', tools: true },
  check: { program: 'stack/check.ts', tools: true },
  'mail-catcher': { program: 'stack/mail-catcher-main.ts' },
  generate: {},
  test: { tool: 'node_modules/vitest/vitest.mjs', args: ['run'], tools: true },
  'history:record': {
    tool: 'node_modules/vitest/vitest.mjs',
    args: ['run', '--config', 'test/replay/record-histories.config.ts'],
    tools: true,
  },
}

const [name, ...args] = process.argv.slice(2)
const command = COMMANDS[name]
if (Number(process.versions.node.split('.')[0]) < OLDEST_NODE) {
  refuse(
    `Junkan needs Node ${OLDEST_NODE} or newer; this is Node ${process.versions.node}. Install it from https://nodejs.org and start again.`,
  )
}
if (!command) refuse(`Say what to do: node stack/bootstrap.mjs ${Object.keys(COMMANDS).join(' | ')}`)

await install(command.tools ?? false)
await generateClient()
if (command.program) {
  process.argv = [process.argv[0], inProject(command.program), ...args]
  const { register } = await import('tsx/esm/api')
  register()
  await import(pathToFileURL(inProject(command.program)).href)
} else if (command.tool) {
  process.argv = [process.argv[0], inProject(command.tool), ...command.args, ...args]
  await import(pathToFileURL(inProject(command.tool)).href)
}

/** npm's own list of what it installed is written last: when it agrees with the lock file, the installation is whole. */
async function install(withTools) {
  const wanted = readJson('package-lock.json')?.packages
  const present = readJson('node_modules/.package-lock.json')?.packages
  const needed = Object.entries(wanted ?? {}).filter(([path, entry]) => path && !entry.optional && (withTools || !entry.dev))
  if (present && needed.every(([path, { version }]) => present[path]?.version === version)) return

  console.error(`Installing the libraries (${present ? 'they have changed' : 'the first time only'}; one to three minutes) …`)
  const npm = process.env.npm_execpath
  const [program, first] = npm?.endsWith('.js') ? [process.execPath, [npm]] : ['npm', []]
  const flags = ['--no-audit', '--no-fund', '--loglevel=error']
  const npmRun = (words) => run(program, [...first, ...words, ...flags], 'Installing', { shell: process.platform === 'win32' && !npm })
  // `npm ci` refuses a lock file that lacks packages of other platforms (stack/complete-lock.mjs); `npm install` keeps to it all the same.
  const done = (await npmRun(['ci'])) || (await npmRun(['install', '--no-save']))
  if (!done)
    refuse('The libraries could not be installed: check the connection to the npm registry (npm config get registry) and start again.')
}

/** Prisma's client is generated from schema.prisma; nothing is fetched for it. */
async function generateClient() {
  const source = [readFileSync(inProject('prisma/schema.prisma')), readFileSync(inProject('node_modules/prisma/package.json'))]
  const hash = createHash('sha256').update(Buffer.concat(source)).digest('hex')
  const marker = inProject('prisma/generated/.schema-hash')
  if (existsSync(marker) && readFileSync(marker, 'utf8') === hash) return
  // The command insists on a schema engine, a binary it would download, though `generate` never runs it: any file will do.
  const env = { PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, CHECKPOINT_DISABLE: '1', PRISMA_HIDE_UPDATE_MESSAGE: '1', ...process.env }
  const cli = inProject('node_modules/prisma/build/index.js')
  if (!(await run(process.execPath, [cli, 'generate'], 'Generating the database client', { env, quiet: true }))) {
    refuse('The database client could not be generated from prisma/schema.prisma: see the lines above.')
  }
  writeFileSync(marker, hash)
}

/** Runs to its end with a sign of life every ten seconds; what it says is shown, `quiet` only if it fails. */
function run(program, args, what, { env = process.env, shell = false, quiet = false } = {}) {
  const began = Date.now()
  const clock = setInterval(() => console.error(`${what} … ${Math.round((Date.now() - began) / 1000)} s`), 10_000)
  const child = spawn(program, args, { cwd: project, env, shell, stdio: ['ignore', quiet ? 'pipe' : 2, quiet ? 'pipe' : 2] })
  const output = []
  child.stdout?.on('data', (chunk) => output.push(chunk))
  child.stderr?.on('data', (chunk) => output.push(chunk))
  return new Promise((resolve) => {
    const end = (succeeded) => {
      clearInterval(clock)
      if (!succeeded && quiet) console.error(Buffer.concat(output).toString())
      resolve(succeeded)
    }
    child.once('error', (error) => {
      console.error(error.message)
      end(false)
    })
    child.once('close', (code) => end(code === 0))
  })
}

function readJson(path) {
  try {
    return JSON.parse(readFileSync(inProject(path), 'utf8'))
  } catch {
    return null
  }
}

function refuse(sentence) {
  console.error(sentence)
  process.exit(1)
}
