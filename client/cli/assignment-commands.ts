import type { Command } from 'commander'
import type { Instant } from '../../domain/process/command.js'
import { type ActOptions, acting, ask } from './act.js'
import { listCommand, showCommand } from './assignment-views.js'
import { define, group } from './define.js'
import { postNamed } from './named.js'
import { contentOf } from './read-file.js'
import { typedInstant, typedNumber, typedRemark } from './typed.js'

const dueTime = '17:00'

/** `junkan assignment …`: what is asked of people, and what they and the office do about it. */
export function assignmentCommands(program: Command): void {
  const assignment = group(program, 'assignment', 'what is asked of people', 'assignment list --overdue')
  listCommand(assignment)
  showCommand(assignment)
  ownerCommands(assignment)
  checkerCommands(assignment)
  officeCommands(assignment)
  chaseCommands(assignment)
}

function ownerCommands(assignment: Command): void {
  acting(
    define(assignment, 'submit <assignment>', 'hand in: the content is checked whole, then kept as a version', [
      'assignment submit cards/crane --file crane.yaml --as minato-officer',
      'cat crane.json | junkan assignment submit cards/crane --as minato-officer',
    ]),
  )
    .option('--file <file>', 'JSON or YAML; without it, or with -, standard input')
    .action((typed: string, options: ActOptions & { file?: string }) =>
      contentOf(options.file).then((content) => ask(typed, 'submit', options, () => ({ content }))),
    )

  acting(
    define(assignment, 'attest <assignment>', 'say that there is nothing to report (該当なし)', [
      'assignment attest cards/lights --reason 今年度は実施していない --as machi-officer',
    ]),
  )
    .requiredOption('--reason <text>', 'why there is nothing')
    .action((typed: string, options: ActOptions) => ask(typed, 'attest', options))

  acting(
    define(assignment, 'request-extension <assignment>', 'ask the office for a later due date; a new request replaces the one before', [
      'assignment request-extension cards/crane --wished 2016-12-22 --reason 決算の確定を待つため --as minato-officer',
    ]),
  )
    .requiredOption('--wished <date>', `the date wished for; without a time ${dueTime}`, typedInstant(dueTime))
    .requiredOption('--reason <text>', 'why')
    .action((typed: string, { wished, ...options }: ActOptions & { wished: Instant }) =>
      ask(typed, 'request-extension', options, () => ({ wishedAt: wished })),
    )
}

function checkerCommands(assignment: Command): void {
  acting(
    define(assignment, 'accept <assignment>', 'accept the version that was looked at', [
      'assignment accept cards/crane --version 2 --as office',
    ]),
  )
    .requiredOption(
      '--version <no>',
      'its number, as `junkan assignment show` tells; another one handed in meanwhile is refused',
      typedNumber(1),
    )
    .action((typed: string, options: ActOptions & { version: number }) =>
      ask(typed, 'accept', options, (id) => ({ versionId: `${id}@${options.version}` })),
    )

  acting(
    define(assignment, 'return <assignment>', 'ask for it to be mended (修正依頼)', [
      "assignment return cards/crane --reason 金額の桁が違います --remark 'spent=千円単位で書いてください' --as office",
    ]),
  )
    .requiredOption('--reason <text>', 'what is wrong; it goes into the mail')
    .option('--remark <field=text>', 'what is to be mended in one field; may be repeated', typedRemark)
    .option('--due <date>', 'until when; default: the number of business days that the definition gives', typedInstant(dueTime))
    .action((typed: string, options: ActOptions & { remark?: { field: string; text: string }[]; due?: Instant }) =>
      ask(typed, 'return', options, () => ({
        ...(options.remark ? { remarks: options.remark } : {}),
        ...(options.due ? { dueAt: options.due } : {}),
      })),
    )
}

function officeCommands(assignment: Command): void {
  acting(
    define(assignment, 'extend <assignment>', 'give another due date', [
      'assignment extend cards/crane --due 2016-12-22 --reason 決算の確定を待つため --as office',
    ]),
  )
    .requiredOption('--due <date>', `the new due date; without a time ${dueTime}`, typedInstant(dueTime))
    .option('--reason <text>', 'why')
    .action((typed: string, options: ActOptions & { due: Instant }) => ask(typed, 'extend', options, () => ({ dueAt: options.due })))

  acting(
    define(assignment, 'reassign <assignment>', 'hand it over to another post', [
      'assignment reassign cards/crane --to machi-officer --reason 所管替え --as office',
    ]),
  )
    .requiredOption('--to <post>', 'the post that takes over')
    .option('--reason <text>', 'why')
    .action((typed: string, options: ActOptions & { to: string }) =>
      ask(typed, 'reassign', options, (id) => ({ toPost: postNamed(options.to, id) })),
    )

  acting(
    define(assignment, 'withdraw <assignment>', 'take the request back (取下げ); it cannot be given again', [
      'assignment withdraw cards/crane --reason 事業を廃止したため --as office',
    ]),
  )
    .requiredOption('--reason <text>', 'why')
    .action((typed: string, options: ActOptions) => ask(typed, 'withdraw', options))

  acting(
    define(assignment, 'decline-extension <assignment>', 'answer that the due date stays', [
      'assignment decline-extension cards/crane --reason 会議の資料に間に合わないため --as office',
    ]),
  )
    .requiredOption('--reason <text>', 'why; it goes into the mail')
    .action((typed: string, options: ActOptions) => ask(typed, 'decline-extension', options))
}

function chaseCommands(assignment: Command): void {
  acting(
    define(assignment, 'call <assignment>', 'record a telephone call: nobody is chased until the day that was promised', [
      'assignment call cards/crane --whom 港湾課の担当係長 --said 26日に提出するとのこと --until 2016-12-26 --as office',
    ]),
  )
    .option('--whom <post>', 'a post, in words; no names of people')
    .option('--said <text>', 'what was said; it stands in the course of contact')
    .option('--until <date>', `promised until; without a time ${dueTime}`, typedInstant(dueTime))
    .option('--reason <text>', 'what was said, where it is to stand in the trail as well')
    .action((typed: string, { whom, said, until, ...options }: ActOptions & { whom?: string; said?: string; until?: Instant }) =>
      ask(typed, 'record-call', options, () => ({ ...(whom ? { whom } : {}), ...(said ? { said } : {}), ...(until ? { until } : {}) })),
    )

  acting(
    define(assignment, 'set-chase <assignment>', 'chase this one otherwise, or not at all', [
      'assignment set-chase cards/crane --chase close --reason 決算の確定が遅れるため --as office',
      'assignment set-chase cards/crane --none --reason 事務局が聞き取るため --as office',
    ]),
  )
    .option('--chase <id>', 'a chase of the definition')
    .option('--none', 'nothing is sent about it any more')
    .requiredOption('--reason <text>', 'why')
    .action((typed: string, { chase, none, ...options }: ActOptions & { chase?: string; none?: true }) =>
      ask(typed, 'set-chase', options, () => ({ ...(none ? { chase: null } : chase ? { chase } : {}) })),
    )
}
