import type { Command } from 'commander'
import type { Instant } from '../../domain/process/command.js'
import { StackError } from '../../stack/stack-error.js'
import { refusalSentences } from '../app/errors.js'
import { type Effect, rescheduleStep } from '../app/reschedule.js'
import { define, type Options } from './define.js'
import { exitCode } from './exit-codes.js'
import { postNamed, processNamed } from './named.js'
import { printJson, printTable, stamp } from './print.js'
import { withServices } from './running-parts.js'
import { typedInstant } from './typed.js'

interface RescheduleOptions extends Options {
  as: string
  opens?: Instant
  due?: Instant
  reason: string
  dryRun?: boolean
}

/** `junkan cycle reschedule` */
export function rescheduleCommand(cycle: Command): void {
  define(cycle, 'reschedule <step>', 'move a step, and with it what hangs on its dates', [
    'cycle reschedule sheets --due 2016-12-22 --reason 議会日程の変更 --as office --dry-run',
    'cycle reschedule sheets --opens 2016-11-24T10:00 --due 2016-12-22 --reason 議会日程の変更 --as office',
  ])
    .requiredOption('--as <post>', 'the post that acts')
    .option('--opens <date>', 'the new opening; without a time 09:00', typedInstant('09:00'))
    .option('--due <date>', 'the new due date; without a time 17:00', typedInstant('17:00'))
    .requiredOption('--reason <text>', 'why; it shows in the plan and in the trail')
    .option('--dry-run', 'show what would move and move nothing')
    .action(reschedule)
}

async function reschedule(typed: string, { as, opens, due, reason, dryRun = false, json }: RescheduleOptions): Promise<void> {
  if (!opens && !due) throw new StackError('Say what moves: --opens, --due or both.', exitCode.usage)
  await withServices(async ({ db, connections }) => {
    const stepId = await processNamed(db, typed)
    const { effects, outcomes } = await rescheduleStep(connections, {
      stepId,
      ...(opens ? { opensAt: opens } : {}),
      ...(due ? { dueAt: due } : {}),
      post: postNamed(as, stepId),
      reason,
      via: 'cli',
      dryRun,
    })
    const refused = outcomes.flatMap(({ receiptNo, refusal }) => (refusal ? [`受付番号 ${receiptNo}：${refusalSentences[refusal]}`] : []))
    if (refused.length > 0) process.exitCode = exitCode.refused
    if (json) return printJson({ step: stepId, dryRun, effects, outcomes })
    // Where all was refused nothing moved: the dates would read as if it had.
    if (outcomes.length === 0 || refused.length < outcomes.length) printEffects(effects)
    if (dryRun) console.log('（確認のみ。何も変えていません。）')
    for (const line of refused) console.error(line)
  })
}

const printEffects = (effects: Effect[]): void =>
  printTable(
    ['対象', '変わる日', '今まで', '変更後'],
    // An id is {city}/cycle/{definition}/{year}/… : what follows is enough within one year.
    effects.map(({ id, what, from, to }) => [id.split('/').slice(4).join('/'), what === 'opens' ? '開始' : '期限', stamp(from), stamp(to)]),
    '変わる日はありません。',
  )
