import { randomUUID } from 'node:crypto'
import { type Command, Option } from 'commander'
import { dateOf } from '../../domain/calendar/instants.js'
import { nowOf } from '../../prisma/clock.js'
import type { Database } from '../../prisma/db.js'
import { listDirectory } from '../app/people/directory.js'
import { appoint } from '../app/people/directory-appoint.js'
import type { Keeper } from '../app/people/directory-change.js'
import { holdingWord } from '../app/people/directory-words.js'
import { define, group, type Options } from './define.js'
import { cityNamed } from './named.js'
import { printJson, printTable } from './print.js'
import { withRecords } from './running-parts.js'

interface AppointOptions extends Options {
  city?: string
  name: string
  mail: string
  from?: string
  until?: string
  kind: 'holder' | 'deputy'
}

/** `junkan people …`: who holds which post. The first people of a new installation come in this way; later ones by the pages. */
export function peopleCommands(program: Command): void {
  const people = group(program, 'people', 'who holds which post, and may sign in', 'people list')
  define(people, 'list', 'posts with whoever holds them today', ['people list', 'people list --city kawasaki --json'])
    .option('--city <id>', 'when there are several')
    .action((options: Options & { city?: string }) =>
      withRecords(async (db) => {
        const city = await cityNamed(db, options.city)
        const { bureaus } = await listDirectory(db, city, { asAdmin: false })
        const posts = bureaus.flatMap(({ departments }) =>
          departments.flatMap((department) => department.posts.map((post) => ({ department, post }))),
        )
        if (options.json) return printJson({ city, bureaus })
        printTable(
          ['課', '職', '番号', '役割', '本務', '代理', '未処理'],
          posts.map(({ department, post }) => [
            department.name,
            post.title,
            post.id,
            post.role,
            post.holder?.name ?? '―',
            post.deputies.map(({ name }) => name).join('、'),
            post.openWork,
          ]),
        )
      }),
    )
  define(people, 'appoint <post>', 'name the person who holds a post, who can then sign in by mail', [
    'people appoint office --name 企画課担当 --mail kikaku@city.example',
    'people appoint minato-head --name 港湾課長代理 --mail daini@city.example --as deputy --from 2026-04-01',
  ])
    .option('--city <id>', 'when there are several')
    .requiredOption('--name <text>', 'as the pages show it')
    .requiredOption('--mail <address>', 'the codes to sign in with go there')
    .option('--from <date>', 'the first day; default: today')
    .option('--until <date>', 'the last day; default: until further notice')
    .addOption(new Option('--as <kind>', 'holder (本務) or deputy (代理)').choices(['holder', 'deputy']).default('holder'))
    .action((post: string, options: AppointOptions & { as: 'holder' | 'deputy' }) =>
      withRecords(async (db) => {
        const city = await cityNamed(db, options.city)
        const today = dateOf((await nowOf(db, city)).toISOString())
        const key = post.includes('/') ? (post.split('/').at(-1) ?? post) : post
        const appointment = {
          post: key,
          kind: options.as,
          name: options.name,
          email: options.mail,
          from: options.from ?? today,
          until: options.until ?? null,
          announced: true,
          renamed: false,
        }
        await appoint(db, await operatorOf(db, city), randomUUID(), appointment)
        if (options.json) printJson({ city, ...appointment })
        else
          console.log(
            `${city}/${key}：${options.name}（${options.mail}）を${holdingWord(options.as)}として記録しました。${appointment.from} から。`,
          )
      }),
    )
}

/** Whoever has the database's login can do what an administrator can; the history says that it was the command line. */
async function operatorOf(db: Database, city: string): Promise<Keeper> {
  const posts = await db.post.findMany({ where: { city, role: { in: ['office', 'admin'] } }, orderBy: { id: 'asc' } })
  const first = (role: string) => posts.find((post) => post.role === role)?.id ?? null
  return { city, person: 'command line', office: first('office'), admin: first('admin') ?? first('office') }
}
