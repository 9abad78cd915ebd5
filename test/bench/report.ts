import type { BareRun } from './bare.js'
import type { PagesResult } from './pages.js'
import type { PlayedYear } from './played-year.js'

export interface BenchResult {
  at: string
  machine: { cpus: number; model: string; memoryGiB: number; node: string }
  large: PlayedYear
  kawasaki: PlayedYear
  bare: BareRun
  /** the same with what ours keep besides: commits, search attributes, the signal that ends it */
  durable: BareRun
  pages: PagesResult
}

export const goal = (met: boolean) => (met ? 'goal met' : 'goal MISSED')
const one = (n: number) => n.toFixed(1)

/** CPU milliseconds a workflow: what the machine pays for a year, without those who drive it; and the same for bare workflows. */
export function ratioOf({ large, bare, durable }: Pick<BenchResult, 'large' | 'bare' | 'durable'>) {
  const each = (cpu: { worker: number; postgres: number; temporal: number }, workflows: number) =>
    (cpu.worker + cpu.postgres + cpu.temporal) / workflows
  const ours = each(large.cpu, large.histories.workflows)
  const theirs = each(bare.cpu, bare.workflows)
  const kept = each(durable.cpu, durable.workflows)
  return { ours, theirs, kept, ratio: ours / theirs, ratioKept: ours / kept }
}

/** Prints a result as a table that can be read. */
export function printReport(result: BenchResult): void {
  const { large, kawasaki, bare, durable, machine } = result
  console.log(`\n${machine.cpus} × ${machine.model}, ${machine.memoryGiB} GiB, Node ${machine.node}, ${result.at}\n`)
  rows([
    ['', `made up, ${large.programmes} programmes`, `Kawasaki 2016, ${kawasaki.programmes}`],
    both('assignments', (year) => String(year.assignments)),
    both('commands', (year) => String(year.commands)),
    both('mails', (year) => String(year.mails)),
    both('seconds for the year', (year) => one(year.seconds)),
    both('seconds per assignment', (year) => (year.seconds / year.assignments).toFixed(3)),
    both('CPU ms per assignment: worker', (year) => one(year.cpu.worker / year.assignments)),
    both('CPU ms per assignment: PostgreSQL', (year) => one(year.cpu.postgres / year.assignments)),
    both('CPU ms per assignment: Temporal server', (year) => one(year.cpu.temporal / year.assignments)),
    both('CPU ms per assignment: player', (year) => one(year.cpu.player / year.assignments)),
    both('CPU ms per assignment: sum without the player', (year) =>
      one((year.cpu.worker + year.cpu.postgres + year.cpu.temporal) / year.assignments),
    ),
    both('commits per command (with the player’s looks)', (year) => one(year.commits / year.commands)),
    both('writing transactions per command', (year) => one(year.writes / year.commands)),
    both('worker at its largest, MiB', (year) => String(year.workerPeakMiB ?? 'not told by this system')),
    both('largest payload, bytes', (year) => String(year.histories.largestPayload.bytes)),
    both('longest history, events', (year) => String(year.histories.longestHistory.events)),
  ])
  console.log('')
  rows([
    [`per workflow, ${large.programmes} programmes`, 'runs', 'events', 'activities', 'workflow tasks'],
    ...Object.entries(large.histories.kinds).map(([kind, { workflows, events, activities, tasks }]) => [
      kind,
      String(workflows),
      ...[events, activities, tasks].map((n) => one(n / workflows)),
    ]),
  ])
  const { ours, theirs, kept, ratio, ratioKept } = ratioOf(result)
  const events = (name: string) =>
    `${one((large.histories.events[name] ?? 0) / large.histories.workflows)} and ${one((bare.histories.events[name] ?? 0) / bare.workflows)}`
  console.log('')
  rows([
    ['ours and bare, per workflow', `${large.histories.workflows} workflows each`],
    ['activities', events('activityTaskCompleted')],
    ['Updates', events('workflowExecutionUpdateCompleted')],
    ['workflow tasks', events('workflowTaskCompleted')],
    ['signals', events('workflowExecutionSignaled')],
    [
      'CPU ms',
      `${one(ours)} and ${one(theirs)} (bare: worker ${one(bare.cpu.worker / bare.workflows)}, Temporal server ${one(bare.cpu.temporal / bare.workflows)})`,
    ],
    [
      'CPU ms, bare with commits, search attributes and the ending signal',
      `${one(kept)} (worker ${one(durable.cpu.worker / durable.workflows)}, PostgreSQL ${one(durable.cpu.postgres / durable.workflows)}, Temporal server ${one(durable.cpu.temporal / durable.workflows)})`,
    ],
    ['CPU ms of player and driver', `${one(large.cpu.player / large.histories.workflows)} and ${one(bare.cpu.driver / bare.workflows)}`],
    ['seconds', `${one(large.seconds)} and ${one(bare.seconds)}`],
  ])
  console.log('')
  rows([
    [`ours / bare: ${ratio.toFixed(2)}`, `at most 1.5: ${goal(ratio <= 1.5)}`],
    [`ours / bare with the same durable steps: ${ratioKept.toFixed(2)}`, `floor of ours / bare: ${(kept / theirs).toFixed(2)}`],
    [`Kawasaki 2016: ${one(kawasaki.seconds)} s`, `under 180 s: ${goal(kawasaki.seconds < 180)}`],
    memory(kawasaki, 512),
    memory(large, 1024),
    ...[large, kawasaki].flatMap((year): [string, string][] => [
      [
        `largest payload (${year.programmes}): ${year.histories.largestPayload.bytes} bytes`,
        `at most 8,192: ${goal(year.histories.largestPayload.bytes <= 8192)}`,
      ],
      [
        `longest history (${year.programmes}): ${year.histories.longestHistory.events} events`,
        `at most 4,096: ${goal(year.histories.longestHistory.events <= 4096)}`,
      ],
    ]),
  ])

  function both(name: string, of: (year: PlayedYear) => string): [string, string, string] {
    return [name, of(large), of(kawasaki)]
  }
}

const memory = (year: PlayedYear, most: number): [string, string] => [
  `worker's memory with ${year.programmes} programmes: ${year.workerPeakMiB ?? '?'} MiB`,
  `at most ${most}: ${year.workerPeakMiB === null ? 'not measured here' : goal(year.workerPeakMiB <= most)}`,
]

/** Prints lines of cells as columns. */
export function rows(lines: string[][]): void {
  const widths = (lines[0] ?? []).map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)))
  for (const line of lines)
    console.log(
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('   ')
        .trimEnd(),
    )
}
