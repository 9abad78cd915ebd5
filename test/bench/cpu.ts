import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'

/** Clock ticks a second of /proc/<pid>/stat: 100 on every Linux that Node runs on. */
const ticksPerSecond = 100

interface Entry {
  pid: number
  parent: number
  /** CPU milliseconds of the process and of its children that have ended */
  own: number
}

/** CPU milliseconds used so far by a process, its living descendants and those that have ended. */
export function cpuOf(pid: number): number {
  const entries = process.platform === 'linux' ? fromProc() : fromPs()
  const family = new Set([pid])
  for (let before = 0; before !== family.size; ) {
    before = family.size
    for (const entry of entries) if (family.has(entry.parent)) family.add(entry.pid)
  }
  return entries.filter((entry) => family.has(entry.pid)).reduce((sum, entry) => sum + entry.own, 0)
}

/** The most memory a process has held so far, in MiB; null where the system does not tell. */
export function peakMemoryOf(pid: number): number | null {
  try {
    const found = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))
    return found ? Math.round(Number(found[1]) / 1024) : null
  } catch {
    return null
  }
}

function fromProc(): Entry[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const stat = readFileSync(`/proc/${name}/stat`, 'utf8')
        // After the name in brackets, which may hold blanks: state, parent, …, utime, stime, cutime, cstime.
        const fields = stat
          .slice(stat.lastIndexOf(')') + 2)
          .split(' ')
          .map(Number)
        const ticks = [11, 12, 13, 14].reduce((sum, at) => sum + (fields[at] ?? 0), 0)
        return [{ pid: Number(name), parent: fields[1] ?? 0, own: (ticks / ticksPerSecond) * 1000 }]
      } catch {
        return []
      }
    })
}

function fromPs(): Entry[] {
  const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,cputime='], { encoding: 'utf8' }).trim().split('\n')
  return lines.map((line) => {
    const [pid, parent, time = ''] = line.trim().split(/\s+/)
    const seconds = time.split(/[-:]/).reduce((sum, part, at, all) => sum * (at === 1 && all.length === 4 ? 24 : 60) + Number(part), 0)
    return { pid: Number(pid), parent: Number(parent), own: seconds * 1000 }
  })
}
