import { dateOf } from '../../../domain/calendar/instants.js'
import type { LettersWritten } from '../../../domain/correspondence/letters.js'
import type { Definition } from '../../../domain/definition/schema.js'
import type { Instant } from '../../../domain/process/command.js'
import { formerlyOf } from '../../../domain/register/descent.js'
import { type RegisterNames, type RegisterRow, sheetForms } from '../../../domain/register/row.js'
import { contentHash } from '../../../domain/trail/canonical.js'
import { lettersText } from '../../../prisma/letters.js'
import type { Connections } from '../connections.js'
import type { Register } from '../start-cycle.js'
import { type CycleLine, listCycles } from '../views/list-cycles.js'
import { type DefinitionChoice, definitionChoices } from './definition-choices.js'
import { type DraftPlace, readStartDraft, type StartDraft } from './start-draft.js'

/** A city from which a year can be started: its years so far, its clock, and the definitions it may go by. */
export interface StartCity {
  city: string
  cityName: string
  now: Instant
  /** the city's clock is a played one */
  played: boolean
  /** newest first */
  cycles: CycleLine[]
  choices: DefinitionChoice[]
}

/** Everything that the pages of one year's preparation show. */
export interface Preparation extends StartCity {
  fiscalYear: number
  draft: StartDraft
  choice: DefinitionChoice | null
  /** null: the draft's definition is not there any more, or has faults */
  definition: Definition | null
  last: LastYear | null
  departments: Register['departments']
  posts: Register['posts']
  /** keys of posts that nobody holds today */
  unheld: string[]
  names: RegisterNames
  /** the wording of the city's mails, a file's text */
  letters: LettersWritten
}

export interface LastYear {
  fiscalYear: number
  rows: RegisterRow[]
}

/** Null: nobody keeps a clock for this city, so nothing was ever started in it. */
export async function readStartCity({ db }: Connections, city: string, folder: string): Promise<StartCity | null> {
  const clock = await db.clock.findUnique({ where: { city } })
  if (!clock) return null
  const [cycles, choices] = [await listCycles(db, city), await definitionChoices(db, city, folder)]
  const now = clock.played ? clock.now : new Date()
  const cityName = cycles[0]?.cityName ?? choices.find(({ definition }) => definition)?.definition?.city.name ?? city
  return { city, cityName, now: now.toISOString(), played: clock.played, cycles, choices }
}

/** Null: no such preparation. */
export async function readPreparation(connections: Connections, place: DraftPlace, folder: string): Promise<Preparation | null> {
  const { db } = connections
  const city = await readStartCity(connections, place.city, folder)
  const draft = await readStartDraft(db, place)
  if (!city || !draft) return null
  const choice = city.choices.find(({ id }) => id === draft.definition) ?? null
  const definition = choice?.definition ?? null
  const where = { where: { city: place.city }, orderBy: { id: 'asc' as const } }
  const departments = (await db.department.findMany(where)).map(({ key, name, bureau }) => ({ key, name, bureau }))
  const posts = (await db.post.findMany(where)).map(({ key, department, role, title, mailbox }) => ({
    key,
    department,
    role,
    title,
    mailbox,
  }))
  const unheld = await unheldPosts(connections, place.city, city.now)
  const last = await lastYear(connections, city.cycles, definition?.id ?? null, place.fiscalYear)
  const names = { departments, forms: definition ? sheetForms(definition) : [] }
  const letters = await lettersText(db, place.city)
  return { ...city, fiscalYear: place.fiscalYear, draft, choice, definition, last, departments, posts, unheld, names, letters }
}

async function unheldPosts({ db }: Connections, city: string, now: Instant): Promise<string[]> {
  const day = dateOf(now)
  const rows = await db.$queryRaw<{ key: string }[]>`
    SELECT t.key FROM post t WHERE t.city = ${city} AND NOT EXISTS (
      SELECT 1 FROM holding h WHERE h.post_id = t.id AND h.announced AND h."from" <= ${day}::date AND (h.until IS NULL OR h.until >= ${day}::date))
    ORDER BY t.key`
  return rows.map(({ key }) => key)
}

/** The register of the newest year before this one: by the same definition, or else by whichever the city has. */
export async function lastYear(
  { db }: Connections,
  cycles: Pick<CycleLine, 'id' | 'definition' | 'fiscalYear'>[],
  definition: string | null,
  fiscalYear: number,
): Promise<LastYear | null> {
  const before = cycles.filter((cycle) => cycle.fiscalYear < fiscalYear)
  const cycle = before.find((one) => one.definition === definition) ?? before[0]
  if (!cycle) return null
  const rows = await db.programme.findMany({ where: { cycleId: cycle.id }, orderBy: { position: 'asc' } })
  return {
    fiscalYear: cycle.fiscalYear,
    rows: rows.map(({ cycleId: _cycle, position: _position, kind, components, formerly: _formerly, note, ...row }) => ({
      ...row,
      kind: kind === 'initiative' ? 'initiative' : 'programme',
      components: components as unknown as RegisterRow['components'],
      // What happened a year ago is that year's to tell.
      continues: [],
      note: note ?? '',
    })),
  }
}

/** The register as a year is started with it. */
export function registerOf({ departments, posts, draft, last }: Preparation): Register {
  const formerly = formerlyOf(last, draft.body.rows)
  const programmes = draft.body.rows.map(({ note, continues, ...row }) => ({
    ...row,
    ...(continues.length > 0 ? { formerly: formerly({ ...row, note, continues }) } : {}),
    ...(note === '' ? {} : { note }),
  }))
  return { departments, posts, programmes }
}

/** What somebody has looked at: when anything of it changes before the button is pressed, this does. */
export const basisOf = (one: Preparation): string =>
  contentHash({
    definition: one.definition,
    register: registerOf(one),
    dropped: one.draft.body.dropped,
    revision: one.draft.revision,
  } as object)
