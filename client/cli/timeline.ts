import type { Command } from 'commander'
import type { Reason } from '../../domain/calendar/plan-edge.js'
import type { Instant } from '../../domain/process/command.js'
import { Refused } from '../app/errors.js'
import { cycleTimeline } from '../app/views/cycle-timeline.js'
import { stepStateWord } from '../app/views/words.js'
import { define, type Options } from './define.js'
import { cycleNamed } from './named.js'
import { printJson, safe, stamp } from './print.js'
import { withRecords } from './running-parts.js'

/** `junkan cycle timeline` */
export function timelineCommand(cycle: Command): void {
  const examples = ['cycle timeline', 'cycle timeline 2016 --json']
  define(cycle, 'timeline [cycle]', "the year's plan: when each step is, and why then", examples).action(
    (typed: string | undefined, { json }: Options) =>
      withRecords(async (db) => {
        const id = await cycleNamed(db, typed)
        const steps = await cycleTimeline(db, id)
        if (!steps) throw new Refused('unknown-process', [id])
        if (json) printJson({ cycle: id, steps })
        else printPlan(steps)
      }),
  )
}

interface Planned {
  key: string
  name: string
  opensAt: Instant
  dueAt: Instant
  reasons: Reason[]
  state?: string
}

const edges: Record<Reason['what'], string> = { opens: '開始', due: '期限', statutory: '法定' }

/** A plan step by step, each date with its reasons; what somebody should look at is marked. */
export function printPlan(steps: Planned[]): void {
  for (const { key, name, opensAt, dueAt, reasons, state } of steps) {
    console.log(safe(`${stamp(opensAt)} – ${stamp(dueAt)}  ${name}（${key}）${state ? `：${stepStateWord(state).word}` : ''}`))
    for (const { what, text, warning } of reasons) console.log(safe(`    ${edges[what]}：${text}${warning ? '【要確認】' : ''}`))
  }
}
