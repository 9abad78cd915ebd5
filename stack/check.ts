import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

interface Check {
  name: string
  program: string
  args: string[]
  /** only with this file of settings */
  settings: string
}

/** `npm run check`: everything that can be said about the source without running it. Each tool is its own process. */
const CHECKS: Check[] = [
  {
    name: 'types',
    program: 'typescript/bin/tsc',
    args: ['--noEmit', '--incremental', '--tsBuildInfoFile', 'node_modules/.cache/tsc.json'],
    settings: 'tsconfig.json',
  },
  {
    name: 'browser',
    program: 'typescript/bin/tsc',
    args: ['--noEmit', '-p', 'client/web/browser'],
    settings: 'client/web/browser/tsconfig.json',
  },
  { name: 'format', program: '@biomejs/biome/bin/biome', args: ['check', '--error-on-warnings'], settings: 'biome.json' },
  { name: 'lint', program: 'eslint/bin/eslint.js', args: ['--max-warnings=0', 'workflows'], settings: 'eslint.config.js' },
  {
    name: 'imports',
    program: 'dependency-cruiser/bin/dependency-cruise.mjs',
    args: ['activities', 'client', 'domain', 'prisma', 'stack', 'test', 'worker', 'workflows'],
    settings: '.dependency-cruiser.cjs',
  },
  { name: 'unused', program: 'knip/bin/knip.js', args: [], settings: 'knip.json' },
]

const project = fileURLToPath(new URL('..', import.meta.url))

async function runCheck({ name, program, args }: Check): Promise<boolean> {
  const began = Date.now()
  const child = spawn(process.execPath, [join(project, 'node_modules', program), ...args], {
    cwd: project,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const output: Buffer[] = []
  child.stdout.on('data', (chunk) => output.push(chunk))
  child.stderr.on('data', (chunk) => output.push(chunk))
  const [code] = await once(child, 'close')
  console.log(`${code === 0 ? 'ok    ' : 'FAILED'} ${name} (${((Date.now() - began) / 1000).toFixed(1)} s)`)
  if (code !== 0) console.log(Buffer.concat(output).toString())
  return code === 0
}

const present = CHECKS.filter(({ settings }) => existsSync(join(project, settings)))
const passed = await Promise.all(present.map(runCheck))
process.exitCode = passed.every(Boolean) ? 0 : 1
