import type { Command } from 'commander'
import { Refused } from '../app/errors.js'
import { type TrailFilter, type TrailRow, trailRows } from '../app/views/trail-rows.js'
import { actWord, chainFaultWord, eventWord } from '../app/views/trail-words.js'
import { recordedCycles, type Verification, verifyTrail } from '../app/views/verify-trail.js'
import { define, group, type Options } from './define.js'
import { exitCode } from './exit-codes.js'
import { cycleNamed } from './named.js'
import { printJson, printTable, stamp } from './print.js'
import { withRecords } from './running-parts.js'
import { typedNumber } from './typed.js'

interface ShowOptions extends Options {
  process?: string
  kind?: string
  from?: number
  limit?: number
}

/** `junkan trail …`: the record, for auditors. */
export function trailCommands(program: Command): void {
  const trail = group(program, 'trail', 'the audit trail', 'trail verify')
  define(trail, 'verify [cycle]', 'compute the chain of every year, or of one, anew; altered rows are named and end it with 1', [
    'trail verify',
    'trail verify 2016 --json',
  ]).action((typed: string | undefined, { json }: Options) =>
    withRecords(async (db) => {
      const known = await recordedCycles(db)
      const cycles = typed === undefined ? known : [await cycleNamed(db, typed)]
      for (const cycle of cycles) if (!known.includes(cycle)) throw new Refused('unknown-process', [cycle])
      const verified: Verification[] = []
      for (const cycle of cycles) verified.push(await verifyTrail(db, cycle))
      const ok = verified.every(({ faults }) => faults.length === 0)
      if (json) printJson({ ok, cycles: verified })
      else if (verified.length === 0) console.log('記録はまだありません。')
      else for (const one of verified) printVerification(one)
      if (!ok) process.exitCode = exitCode.refused
    }),
  )

  define(trail, 'show [cycle]', 'the rows of a year', [
    'trail show --limit 20',
    'trail show 2016 --process approval',
    'trail show --kind refused --json',
  ])
    .option('--process <id>', 'of one step or assignment, and of what is beneath it')
    .option('--kind <kind>', 'of one kind, e.g. applied, refused, mail, void')
    .option('--from <no>', 'from this row on', typedNumber(1))
    .option('--limit <n>', 'at most so many rows (200)', typedNumber(1))
    .action((typed: string | undefined, { json, process: of, ...rest }: ShowOptions) =>
      withRecords(async (db) => {
        const cycle = await cycleNamed(db, typed)
        if (!(await recordedCycles(db)).includes(cycle)) throw new Refused('unknown-process', [cycle])
        const filter: TrailFilter = { ...rest, ...(of ? { process: of.includes('/cycle/') ? of : `${cycle}/${of}` } : {}) }
        const rows = await trailRows(db, cycle, filter)
        if (json) return printJson({ cycle, rows })
        printTable(
          ['番号', '日時', 'できごと', '対象', '職', '内容'],
          rows.map((row) => [row.no, stamp(row.at), eventWord(row.kind), shortened(row.processId, cycle), postOf(row), detailOf(row)]),
        )
      }),
    )
}

function printVerification({ cycle, rows, head, faults, packages }: Verification): void {
  if (faults.length === 0) console.log(`${cycle}: OK（${rows}行、最後の行 ${head.no} ${head.hash}）`)
  else console.log(`${cycle}: 改変の疑いがあります（${rows}行を検査）`)
  for (const { no, fault, columns } of faults)
    console.log(`  行 ${no}：${chainFaultWord(fault)}${columns ? `（${columns.join('、')}）` : ''}`)
  for (const { row, step, package: no, head: named } of packages)
    if (!faults.some((fault) => fault.no === row))
      console.log(`  起案の資料 第${no}号（${step.slice(cycle.length + 1)}）の末尾 ${named.no} ${named.hash}：記録の鎖にあります`)
}

const shortened = (id: string | null, cycle: string): string | null => (id?.startsWith(`${cycle}/`) ? id.slice(cycle.length + 1) : id)

const text = (value: unknown): string | null => (typeof value === 'string' ? value : null)

const postOf = ({ body }: TrailRow): string | null => text(body['post']) ?? text(body['claimedPost']) ?? text(body['owner'])

/** The one thing worth reading in a narrow line: what was done, or what became of it. */
const detailOf = ({ body }: TrailRow): string =>
  [text(body['act']) && actWord(String(body['act'])), text(body['to']), text(body['refusal']), text(body['outcome']), text(body['reason'])]
    .filter((part) => part !== null && part !== '')
    .join('　')
