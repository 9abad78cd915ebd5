import { randomUUID } from 'node:crypto'
import type { Command } from 'commander'
import { changeDispatch } from '../app/steering/hold-dispatch.js'
import { releaseMails } from '../app/steering/release-mails.js'
import { define, type Options } from './define.js'
import { cityNamed, cityOf, cycleNamed, officeNamed } from './named.js'
import { printJson } from './print.js'
import { withServices } from './running-parts.js'

interface HoldOptions extends Options {
  city?: string
  by?: string
  reason: string
}

/** `junkan mail release`, `mail hold-all`, `mail resume`: whether a year's, or a city's, mails leave at all. */
export function holdCommands(mail: Command): void {
  define(mail, 'release [cycle]', "let a year's mails leave, after a look at the first ones", [
    'mail release',
    'mail release 2016 --by office',
  ])
    .option('--by <post>', "the office's post that says so; default: the only one of the city")
    .action((typed: string | undefined, { by, json }: Options & { by?: string }) =>
      withServices(async ({ db, connections }) => {
        const cycleId = await cycleNamed(db, typed)
        const post = await officeNamed(db, cityOf(cycleId), by)
        const notices = await releaseMails(connections, { id: randomUUID(), cycleId, post, person: null, via: 'cli' })
        if (json) printJson({ cycle: cycleId, notices })
        else console.log(`${cycleId}：メールを送り始めます（待っていた用件${notices}件）。`)
      }),
    )
  holding(mail, 'hold-all', 'stop', 'stop every mail of a city until it is resumed', 'メールを全て止めました。')
  holding(mail, 'resume', 'resume', 'let the mails of a city leave again', 'メールの送信を再開しました。')
}

const holding = (mail: Command, name: string, as: 'stop' | 'resume', summary: string, done: string): Command =>
  define(mail, name, summary, [`mail ${name} --reason 宛名の誤りを調べるため`])
    .requiredOption('--reason <text>', 'why; it shows in the trail')
    .option('--city <id>', 'when there are several')
    .option('--by <post>', "the office's post that says so; default: the only one of the city")
    .action(({ city: typed, by, reason, json }: HoldOptions) =>
      withServices(async ({ db, connections }) => {
        const city = await cityNamed(db, typed)
        const post = await officeNamed(db, city, by)
        await changeDispatch(connections, { id: randomUUID(), city, as, post, person: null, via: 'cli', reason })
        if (json) printJson({ city, stopped: as === 'stop' })
        else console.log(done)
      }),
    )
