import type { Command } from 'commander'
import { fiscalYearName } from '../../domain/calendar/date-words.js'
import { Refused } from '../app/errors.js'
import { type CycleStatus, cycleStatus } from '../app/views/cycle-status.js'
import { listCycles } from '../app/views/list-cycles.js'
import type { StepView } from '../app/views/steps-of.js'
import { type Waiting, waitingFor } from '../app/views/waiting.js'
import { cycleStateWord, findingWord, stepStateWord } from '../app/views/words.js'
import { define, type Options } from './define.js'
import { cycleNamed } from './named.js'
import { inWords, printJson, printTable, safe, stamp } from './print.js'
import { withRecords } from './running-parts.js'

export function listCommand(cycle: Command): void {
  define(cycle, 'list', 'every year that was started, newest first', ['cycle list', 'cycle list --json']).action(({ json }: Options) =>
    withRecords(async (db) => {
      const cycles = await listCycles(db)
      if (json) return printJson({ cycles })
      printTable(
        ['番号', '市', '手続', '年度', '状態', '依頼', '済み', '遅れ'],
        cycles.map((one) => [
          one.id,
          one.cityName,
          one.name,
          fiscalYearName(one.fiscalYear),
          cycleStateWord(one.state).word,
          one.assignments,
          one.done,
          one.overdue,
        ]),
        '始まった年度はありません。',
      )
    }),
  )
}

export function statusCommand(cycle: Command): void {
  define(cycle, 'status [cycle]', 'where a year stands, and what each step waits for', [
    'cycle status',
    'cycle status 2016',
    'cycle status kawasaki/cycle/kawasaki-sme-ordinance/2016 --json',
  ]).action((typed: string | undefined, { json }: Options) =>
    withRecords(async (db) => {
      const id = await cycleNamed(db, typed)
      const status = await cycleStatus(db, id)
      if (!status) throw new Refused('unknown-process', [id])
      const waiting = await waitingFor(db, [id])
      if (json) return printJson({ ...status, waiting })
      printStatus(status)
      printWaiting(status, waiting)
    }),
  )
}

function printStatus(status: CycleStatus): void {
  console.log(safe(`${status.cityName}　${status.name}　${fiscalYearName(status.fiscalYear)}　${cycleStateWord(status.state).word}`))
  console.log(`${status.id}　${inWords(status.now)}現在${status.played ? '（再生用の時計）' : ''}`)
  printTable(
    ['工程', '名称', '状態', '開始', '期限', '済み', '依頼', '遅れ', '待っていること'],
    status.steps.map((step) => [
      step.key,
      step.name,
      stepStateWord(step.state, step.takesMore).word,
      stamp(step.opensAt),
      stamp(step.dueAt),
      total(step, ['accepted', 'attested', 'withdrawn']),
      total(step),
      step.overdue,
      waitsFor(step),
    ]),
  )
}

const total = ({ assignments }: StepView, states: string[] = Object.keys(assignments)): number =>
  states.reduce((sum, state) => sum + (assignments[state] ?? 0), 0)

const waitsFor = ({ state, awaits, findings, gate }: StepView): string =>
  [
    state === 'planned' && awaits.length > 0 ? `先に終わること：${awaits.join('、')}` : '',
    ...findings.map(findingWord),
    gate.overrides.length > 0 ? `外した条件：${gate.overrides.map(({ requirement }) => requirement).join('、')}` : '',
  ]
    .filter((part) => part !== '')
    .join('／')

const printWaiting = ({ steps }: CycleStatus, waiting: Waiting[]): void => {
  console.log('\n待っている相手')
  printTable(
    ['課', '工程', '待つこと', '件数', '遅れ', '期限', '電話での約束'],
    waiting.map((one) => [
      one.departmentName,
      steps.find(({ key }) => key === one.step)?.name ?? one.step,
      one.what === 'check' ? '確認' : '提出',
      one.count,
      one.overdue,
      stamp(one.until),
      stamp(one.pausedUntil),
    ]),
    'いません。',
  )
}
