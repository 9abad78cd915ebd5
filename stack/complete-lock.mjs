// Adds to package-lock.json the packages for other platforms that npm left out because the registry at hand lacks them:
// without them `npm ci` refuses the file, on every platform (npm/cli#4828). Run after dependencies changed.
import { readFileSync, writeFileSync } from 'node:fs'

const SYSTEMS = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32']
const PROCESSORS = ['arm', 'arm64', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'x64']

const lock = JSON.parse(readFileSync('package-lock.json', 'utf8'))
const packages = lock.packages
const added = []
for (const [path, { optionalDependencies = {}, dev }] of Object.entries(packages)) {
  for (const [name, version] of Object.entries(optionalDependencies)) {
    const platform = platformOf(name)
    if (!platform || !/^\d+\.\d+\.\d+/.test(version) || isPresent(path, name)) continue
    packages[`node_modules/${name}`] = { version, ...(dev && { dev }), optional: true, ...platform }
    added.push(name)
  }
}
if (added.length) {
  const sorted = Object.entries(packages).sort(([a], [b]) => a.localeCompare(b, 'en'))
  writeFileSync('package-lock.json', `${JSON.stringify({ ...lock, packages: Object.fromEntries(sorted) }, null, 2)}\n`)
}
console.log(added.length ? `Added ${added.length} packages of other platforms: ${added.join(', ')}` : 'package-lock.json is complete.')

/** What npm reads from the package itself, taken from its name: @biomejs/cli-linux-x64-musl. */
function platformOf(name) {
  const words = name.split(/[/-]/)
  const os = SYSTEMS.find((system) => words.includes(system))
  const cpu = PROCESSORS.find((processor) => words.includes(processor))
  const libc = words.some((word) => word.startsWith('musl')) ? 'musl' : words.some((word) => word.startsWith('gnu')) ? 'glibc' : undefined
  return os && cpu && { os: [os], cpu: [cpu], ...(libc && { libc: [libc] }) }
}

/** Looked for as Node would: beside the dependent, then in every folder above. */
function isPresent(path, name) {
  for (let folder = path; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
    if (packages[`${folder ? `${folder}/` : ''}node_modules/${name}`]) return true
    if (!folder) return false
  }
}
