import { readFileSync } from 'node:fs'
import { type Asked, askedOf } from '../../domain/bundle/hand-in.js'
import type { Bundle, Conduct } from '../../domain/bundle/schema.js'
import { readDefinition } from '../../domain/definition/read-definition.js'
import type { Definition } from '../../domain/definition/schema.js'
import { crossCutting } from '../../domain/review/whole.js'
import { type Dice, diceOf, madeUpContent, pick, remark, sentence } from './made-up-content.js'

export interface MadeUpYear {
  /** lines of the register */
  programmes: number
  /** how many of them are verified (the first ones) */
  verified: number
  /** the same seed and numbers give the same year, byte for byte */
  seed: number
  /** another city than the definition's own; hold the bundle beside `{...definition, city}` then */
  city?: { id: string; name: string }
  /** default: the definition that ships with the product */
  definition?: Definition
  startsAt?: string
  fiscalYear?: number
  /** how its people go about one assignment; default: nine in ten in good time */
  conduct?: (dice: Dice, asked: Asked) => Conduct[]
}

const programmesPerSection = 15
const sectionsPerBureau = 8

/** A year of a made-up city in any size: for load, faults and pages. Valid beside its definition (checkBundle). */
export function madeUpYear({
  programmes,
  verified,
  seed,
  city,
  definition = shippedDefinition(),
  startsAt,
  fiscalYear = 2016,
  conduct = madeUpConduct,
}: MadeUpYear): Bundle {
  const dice = diceOf(seed)
  const place = city ?? definition.city
  const bundle: Bundle = {
    junkan: 'bundle/1',
    definition: `${definition.id}@${definition.edition}`,
    fiscalYear,
    city: place,
    source: { madeFrom: '試験のために作った年度。', readings: [], invented: ['全て。'] },
    startsAt: startsAt ?? `${fiscalYear}-08-08T00:00:00.000Z`,
    ...madeUpRegister({ definition, programmes, verified, host: place.id }),
    sheets: {},
    entries: {},
    pairing: definition.pairing,
    opinions: [],
    actions: [],
    meetings: [],
    conduct: [],
    irregularities: [],
  }
  const listed = formsWithLists(definition)
  const opinionSubjects = new Set<string>()
  for (const asked of askedOf(bundle, definition)) {
    const content = listed.has(asked.form) ? null : madeUpContent(dice, definition, asked.form, asked.round, fiscalYear)
    const lines = asked.subject === crossCutting ? [] : conduct(dice, asked)
    if (content === null) opinionSubjects.add(asked.subject)
    else if (!lines.some(({ how }) => how === 'attest')) write(bundle, asked, content)
    bundle.conduct.push(...lines)
  }
  for (const subject of opinionSubjects) addReview(bundle, dice, definition, subject)
  return bundle
}

/** The definition in `definitions/`, read once for each call. */
export function shippedDefinition(): Definition {
  const file = new URL('../../definitions/kawasaki-sme-ordinance@2016.yaml', import.meta.url)
  const read = readDefinition(readFileSync(file, 'utf8'), file.pathname)
  if (!read.ok) throw new Error(`The shipped definition cannot be read: ${JSON.stringify(read.problems)}`)
  return read.definition
}

const formsWithLists = (definition: Definition) =>
  new Set(definition.forms.filter(({ fields }) => fields.some(({ type }) => type === 'opinions' || type === 'actions')).map(({ id }) => id))

function madeUpRegister({
  definition,
  programmes,
  verified,
  host,
}: {
  definition: Definition
  programmes: number
  verified: number
  host: string
}) {
  const mailbox = (name: string) => `${name}@${host}.example`
  const departments = Array.from({ length: Math.max(1, Math.ceil(programmes / programmesPerSection)) }, (_, index) => ({
    key: `section-${index + 1}`,
    name: `第${index + 1}課`,
    bureau: `第${Math.floor(index / sectionsPerBureau) + 1}局`,
  }))
  const first = departments[0]?.key ?? ''
  const posts: Bundle['posts'] = [
    ...departments.flatMap(({ key, name }) => [
      { key: `${key}-officer`, department: key, role: 'officer', title: `${name} 担当`, mailbox: mailbox(key) },
      { key: `${key}-head`, department: key, role: 'head', title: `${name}長`, mailbox: mailbox(`${key}-head`) },
    ]),
    ...departments
      .filter((_, index) => index % sectionsPerBureau === 0)
      .map(({ key, bureau }) => ({
        key: `${key}-coordinator`,
        department: key,
        role: 'coordinator',
        title: `${bureau} 取りまとめ担当`,
        mailbox: mailbox(`${key}-shomu`),
      })),
    ...definition.roles.map(({ id, name }) => ({ key: id, department: first, role: id, title: name, mailbox: mailbox(id) })),
  ]
  const sheets = definition.rounds.map(({ fields }) => Object.keys(fields)).find((forms) => forms.length > 0) ?? []
  const lines: Bundle['programmes'] = Array.from({ length: programmes }, (_, index) => ({
    key: `p-${String(index + 1).padStart(4, '0')}`,
    kind: 'programme' as const,
    article: definition.articles[index % definition.articles.length]?.no ?? 1,
    name: `試験用施策${index + 1}`,
    department: departments[Math.floor(index / programmesPerSection)]?.key ?? first,
    verified: index < verified,
    priority: index < verified,
    form: (index < verified ? sheets.at(0) : sheets.at(-1)) ?? '',
    sharedWith: null,
    components: [],
  }))
  return { departments, posts, programmes: lines }
}

function write(bundle: Bundle, { step, subject, form, round }: Asked, content: Bundle['entries'][string][string]) {
  const isSheet = round !== null && bundle.programmes.some((programme) => programme.key === subject && programme.form === form)
  if (isSheet) bundle.sheets[subject] = { ...bundle.sheets[subject], [round]: content }
  else bundle.entries[step] = { ...bundle.entries[step], [subject]: content }
}

/** About one assignment in ten is late, extended, reached by telephone or returned. */
function madeUpConduct(dice: Dice, { step, subject, checked }: Asked): Conduct[] {
  const lot = dice(100)
  if (lot < 4) return [{ step, subject, how: 'late', days: dice(3) + 1 }]
  if (lot < 5) return [{ step, subject, how: 'very-late', days: 9 }]
  if (lot < 6) return [{ step, subject, how: 'extend', days: 2, remark: '集計に時間を要するため。' }]
  if (lot < 7) return [{ step, subject, how: 'called', days: 2, remark: '二、三日のうちに提出するとのこと。' }]
  if (lot < 10 && checked) return [{ step, subject, how: 'returned', remark: '数値の単位を確かめてください。' }]
  return []
}

function addReview(bundle: Bundle, dice: Dice, definition: Definition, subject: string) {
  const numbered = definition.pairing === 'numbered'
  const opinions = dice(3) + 1
  for (let no = 1; no <= opinions; no++)
    bundle.opinions.push({
      subject,
      no: numbered ? no : null,
      kind: pick(dice, definition.opinionKinds).id,
      viewpoint: null,
      text: remark(dice),
    })
  for (let no = 1; no <= opinions; no++)
    bundle.actions.push({ subject, no: numbered ? no : null, text: sentence(dice), answers: numbered ? [no] : [] })
}
