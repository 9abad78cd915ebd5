import type { Command } from 'commander'
import { stringify } from 'yaml'
import type { Database } from '../../prisma/db.js'
import { Refused } from '../app/errors.js'
import { type AssignmentFilter, listAssignments } from '../app/views/list-assignments.js'
import { type AssignmentView, showAssignment } from '../app/views/show-assignment.js'
import { actWord } from '../app/views/trail-words.js'
import { assignmentStateWord, commandStateWord, noticeKindWord, noticeStateWord } from '../app/views/words.js'
import { define, type Options } from './define.js'
import { cycleNamed, postNamed, processNamed } from './named.js'
import { inWords, printJson, printTable, safe, stamp } from './print.js'
import { withRecords } from './running-parts.js'
import { typedNumber } from './typed.js'

interface ListOptions extends Options {
  step?: string
  state?: string
  department?: string
  post?: string
  overdue?: true
}

export function listCommand(assignment: Command): void {
  define(assignment, 'list [cycle]', 'the assignments of a year', [
    'assignment list',
    'assignment list 2016 --step sheets --overdue',
    'assignment list --state submitted --json',
  ])
    .option('--step <step>', 'of one step, by its key')
    .option('--state <state>', 'open, submitted, returned, accepted, attested or withdrawn')
    .option('--department <key>', 'of one section')
    .option('--post <post>', 'that one post must act upon')
    .option('--overdue', 'only what was due and is unanswered')
    .action((typed: string | undefined, options: ListOptions) =>
      withRecords(async (db) => {
        const cycle = await cycleNamed(db, typed)
        const { json: _, post, ...rest } = options
        const filter: AssignmentFilter = { ...rest, ...(post ? { post: postNamed(post, cycle) } : {}) }
        const assignments = await listAssignments(db, cycle, filter)
        if (!assignments) throw new Refused('unknown-process', [cycle])
        if (options.json) return printJson({ cycle, assignments })
        printTable(
          ['番号', '依頼', '対象', '状態', '期限', '版', '担当'],
          assignments.map((one) => [
            one.id.slice(cycle.length + 1),
            one.title,
            one.subjectName,
            assignmentStateWord(one.state, one.daysLate).word,
            stamp(one.dueAt),
            one.versions,
            one.postTitle,
          ]),
        )
      }),
    )
}

export function showCommand(assignment: Command): void {
  define(assignment, 'show <assignment>', 'one assignment with everything that happened to it, or the content of one version', [
    'assignment show cards/crane',
    'assignment show cards/crane --version 2 > crane.yaml',
  ])
    .option('--version <no>', 'print what was handed in as this version (YAML, fit to be handed in again)', typedNumber(1))
    .action((typed: string, options: Options & { version?: number }) =>
      withRecords(async (db) => {
        const id = await processNamed(db, typed)
        if (options.version !== undefined) return showVersion(db, `${id}@${options.version}`, options.json)
        const view = await showAssignment(db, id)
        if (!view) throw new Refused('unknown-process', [id])
        if (options.json) return printJson(view)
        printAssignment(view)
      }),
    )
}

async function showVersion(db: Database, id: string, json: true | undefined): Promise<void> {
  const version = await db.version.findUnique({
    where: { id },
    select: { id: true, no: true, hash: true, form: true, round: true, byPost: true, createdAt: true, content: true },
  })
  if (!version) throw new Refused('unknown-version', [id])
  if (json) return printJson(version)
  process.stdout.write(stringify(version.content, { lineWidth: 0 }))
}

function printAssignment(view: AssignmentView): void {
  console.log(safe(`${view.title}　${view.subjectName}`))
  console.log(view.id)
  console.log(`状態　${assignmentStateWord(view.state, view.daysLate).word}`)
  console.log(`期限　${inWords(view.dueAt)}`)
  console.log(safe(`担当　${view.postTitle}（${view.post}）`))
  if (view.checkPost) console.log(`確認　${view.checkPost}`)
  if (view.pausedUntil) console.log(`再依頼を控える日時　${inWords(view.pausedUntil)}まで`)
  console.log('\n提出された版')
  printTable(
    ['版', '日時', '提出した職', 'ハッシュ'],
    view.versionList.map((version) => [version.no, stamp(version.createdAt), version.byTitle, version.hash.slice(0, 12)]),
    '　まだありません。',
  )
  console.log('\n操作')
  printTable(
    ['受付', '日時', '操作', '職', '結果', '理由'],
    view.commands.map((one) => [
      one.receiptNo,
      stamp(one.receivedAt),
      actWord(one.act),
      one.postTitle,
      commandStateWord(one.state).word,
      one.reason,
    ]),
    '　まだありません。',
  )
  console.log('\nメール')
  printTable(
    ['日時', '種類', '宛先', '状態', '理由'],
    view.notices.map((one) => [
      stamp(one.at),
      noticeKindWord(one.kind),
      one.postTitle,
      noticeStateWord(one.state).word,
      one.ended ?? one.reason,
    ]),
    '　ありません。',
  )
}
