import { type Command, Option } from 'commander'
import { comingMails } from '../app/views/coming-mails.js'
import { listMails, type MailFilter } from '../app/views/mails.js'
import { openFaults } from '../app/views/open-faults.js'
import { faultWord } from '../app/views/trail-words.js'
import { noticeKindWord, noticeStateWord } from '../app/views/words.js'
import { define, group, type Options } from './define.js'
import { holdCommands } from './mail-hold-commands.js'
import { settleCommand } from './mail-settle-command.js'
import { cityNamed } from './named.js'
import { printJson, printTable, stamp } from './print.js'
import { withRecords } from './running-parts.js'
import { typedNumber } from './typed.js'

interface MailOptions extends Options {
  city?: string
  coming?: true
  state?: string
  page?: number
}

/** `junkan mail …` and `junkan fault …`: what the office looks at every morning. */
export function deskCommands(program: Command): void {
  const mail = group(program, 'mail', 'what was sent, and what is going to be', 'mail list --coming')
  define(mail, 'list', 'mails that were sent, newest first, or notices that are coming, soonest first', [
    'mail list --coming',
    'mail list --state ambiguous',
    'mail list --city kawasaki --page 2 --json',
  ])
    .option('--city <id>', 'when there are several')
    .option('--coming', 'what is going to be sent, to whom and why')
    .addOption(
      new Option('--state <state>', 'mails in this state').choices([
        'claimed',
        'sending',
        'sent',
        'refused',
        'ambiguous',
        'resent',
        'dropped',
      ]),
    )
    .option('--page <n>', 'a page of 100 (1)', typedNumber(1))
    .action((options: MailOptions) =>
      withRecords(async (db) => {
        const city = await cityNamed(db, options.city)
        if (options.coming) {
          const notices = await comingMails(db, city)
          if (options.json) return printJson({ city, notices })
          return printTable(
            ['送信予定', '状態', '種類', '宛先', '職', '対象', '理由'],
            notices.map((n) => [
              stamp(n.at),
              noticeStateWord(n.state).word,
              noticeKindWord(n.kind),
              n.mailbox,
              n.postTitle,
              n.subjectName ?? n.step,
              n.reason,
            ]),
          )
        }
        const filter: MailFilter = {
          ...(options.state ? { states: [options.state] } : {}),
          ...(options.page ? { page: options.page } : {}),
        }
        const { mails, more } = await listMails(db, city, filter)
        if (options.json) return printJson({ city, mails, more })
        printTable(
          ['発送', '宛先', '件名', '状態', 'サーバーの応答', '番号'],
          mails.map((m) => [stamp(m.slot), m.mailbox, m.subject, noticeStateWord(m.state).word, m.reply, m.id.split('/').at(-1) ?? m.id]),
        )
        if (more) console.log(`続きがあります：--page ${(options.page ?? 1) + 1}`)
      }),
    )

  settleCommand(mail)
  holdCommands(mail)

  const fault = group(program, 'fault', 'what somebody must look at', 'fault list')
  define(fault, 'list', 'alarms and differences that nobody has settled yet, newest first', [
    'fault list',
    'fault list --city kawasaki --json',
  ])
    .option('--city <id>', 'when there are several')
    .action((options: Options & { city?: string }) =>
      withRecords(async (db) => {
        const city = await cityNamed(db, options.city)
        const faults = await openFaults(db, city)
        if (options.json) return printJson({ city, faults })
        printTable(
          ['日時', '種類', '対象', '内容'],
          faults.map((f) => [stamp(f.raisedAt), faultWord(f.kind), f.processId ?? f.cycleId, f.detail]),
        )
      }),
    )
}
