import { type Command, Option } from 'commander'
import { type MailSettlement, type SettledMail, settleMail } from '../app/settle-mail.js'
import { define, type Options } from './define.js'
import { cityOf, mailNamed, officeNamed } from './named.js'
import { printJson, stamp } from './print.js'
import { withServices } from './running-parts.js'

interface SettleOptions extends Options {
  as: MailSettlement['as']
  by?: string
  reason: string
}

/** `junkan mail settle …`: what a person of the office found out about a mail whose fate nobody knew. */
export const settleCommand = (mail: Command): Command =>
  define(mail, 'settle <mail>', 'say what became of an ambiguous mail, or have it sent again', [
    'mail settle 3f6c0e8d2b9a417f8e55d1c0a7b94e21 --as sent --reason 企画課に電話で確かめた',
    'mail settle 3f6c0e8d2b9a417f8e55d1c0a7b94e21 --as resend --reason メールサーバーの記録にない --by office',
  ])
    .addOption(
      new Option('--as <fate>', 'sent: it had arrived; refused: it had not, and is not to go; resend: it had not, and is planned anew')
        .choices(['sent', 'refused', 'resend'])
        .makeOptionMandatory(),
    )
    .requiredOption('--reason <text>', 'how it was found out; it shows in the trail')
    .option('--by <post>', "the office's post that says so; default: the only one of the city")
    .action((typed: string, { as, by, reason, json }: SettleOptions) =>
      withServices(async ({ db, connections }) => {
        const mailId = await mailNamed(db, typed)
        const post = await officeNamed(db, cityOf(mailId), by)
        const settled = await settleMail(connections, { mailId, as, post, reason, via: 'cli' })
        if (json) printJson(settled)
        else tell(settled)
      }),
    )

const words: Record<SettledMail['state'], string> = {
  sent: '届いていたものとして記録しました',
  refused: '届かなかったものとして記録しました。送り直しません',
  resent: '届かなかったものとして記録し、改めて送ります',
}

function tell({ mail, state, again }: SettledMail): void {
  const when = again ? `（用件${again.notices.length}件、送信予定 ${stamp(again.at)}）` : ''
  console.log(`${mail}：${words[state]}${when}。`)
}
