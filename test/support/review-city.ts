import type { Bundle } from '../../domain/bundle/schema.js'
import { type Definition, definition as definitionSchema, type Form } from '../../domain/definition/schema.js'
import { smallCity } from './bundles.js'
import type { Year } from './in-city.js'

export interface ReviewCityOptions {
  /** seats of the body `subcommittee`: seat-01, seat-02 … each with a mailbox of its own (seat-01@minato.example) */
  seats?: number
  /** an earlier or later year of the same city plays as many years before or after */
  fiscalYear?: number
}

const titles = ['学識経験者', '関係団体', '公募市民']

/**
 * The small city with everything that Check and Action need: the body `subcommittee` (点検部会) with members' seats, their own page
 * (step `voices`: optional, per member), a meeting (`gathering`), last year's promises on the sheet (`card`), the finance section's
 * consultation (`finance`), all of it played to the seal by the bundle. Steps: cards → voices → remarks → gathering, replies → finance → sign → release.
 */
export function reviewCity({ seats = 3, fiscalYear = 2021 }: ReviewCityOptions = {}): Year {
  const { definition, bundle } = smallCity()
  return { definition: definitionOf(definition), bundle: bundleOf(bundle, seats, fiscalYear) }
}

/** The id of a seat's post, whose assignments have the seat's key as their subject. */
export const seatKey = (no: number): string => `seat-${String(no).padStart(2, '0')}`

const voices = {
  id: 'voices',
  kind: 'hear',
  name: '委員の御意見',
  basis: 'assumed',
  after: [{ step: 'cards', gate: 'all' }],
  opens: { businessDays: 1, from: { step: 'cards', edge: 'due' }, at: '10:00' },
  due: { businessDays: 4, from: 'open' },
  asks: [{ per: 'member', body: 'subcommittee', optional: true, to: 'owner', form: 'voice', title: '委員の御意見', chase: 'members' }],
}

const gathering = {
  id: 'gathering',
  kind: 'meet',
  name: '点検部会',
  basis: 'assumed',
  body: 'subcommittee',
  after: [{ step: 'remarks', gate: 'all' }],
  opens: { businessDays: 1, from: { step: 'remarks', edge: 'due' }, at: '10:00' },
  due: { businessDays: 6, from: 'open' },
  asks: [{ per: 'once', subject: 'gathering-1', to: 'office', form: 'meeting', title: '点検部会の開催' }],
}

const finance = {
  id: 'finance',
  kind: 'hear',
  name: '財政担当課との協議',
  basis: 'assumed',
  after: [{ step: 'replies', gate: 'each' }],
  opens: { businessDays: 1, from: { step: 'replies', edge: 'opens' }, at: '10:00' },
  due: { businessDays: 4, from: { step: 'replies', edge: 'due' } },
  asks: [{ per: 'programme', where: 'needs-finance', to: 'finance', form: 'consultation', title: '財政協議' }],
}

const field = (id: string, type: Form['fields'][number]['type'], label: string, more: object = {}) => ({ id, type, label, ...more })

const forms = [
  { id: 'voice', name: '委員の御意見', fields: [field('statements', 'statements', '御意見', { printed: false })] },
  {
    id: 'meeting',
    name: '会議の記録',
    fields: [
      field('date', 'date', '開催日', { required: true }),
      field('place', 'text', '開催場所'),
      field('agenda', 'bullets', '議題', { required: true }),
      field('attendance', 'number', '出席委員数'),
      field('quorum', 'flag', '定足数を満たした'),
      field('decisions', 'bullets', '決まったこと'),
    ],
  },
  {
    id: 'consultation',
    name: '財政協議の結果',
    fields: [
      field('result', 'choice', '協議結果', {
        required: true,
        printed: false,
        options: [
          { id: 'agreed', label: '了' },
          { id: 'changed', label: '修正の上で了' },
          { id: 'declined', label: '不可' },
        ],
      }),
      field('words', 'text', '意見', { printed: false }),
    ],
  },
]

function definitionOf(definition: Definition): Definition {
  const steps = definition.steps.flatMap((step): object[] => {
    if (step.id === 'remarks') return [voices, { ...step, after: [{ step: 'voices' }] }, gathering]
    if (step.id === 'replies') return [step, finance]
    const after = ['replies', 'finance', 'gathering'].map((id) => ({ step: id }))
    return [step.id === 'sign' ? { ...step, after } : step]
  })
  const card = (form: Form) =>
    form.id === 'card'
      ? { ...form, fields: [...form.fields, field('promises', 'promises', '前年度に約束した対応のその後', { printed: false })] }
      : form
  return definitionSchema.parse({
    ...definition,
    bodies: [{ id: 'subcommittee', name: '点検部会', kind: 'subcommittee' }],
    chases: [
      ...definition.chases,
      { id: 'members', name: '委員へのお願い', notices: [{ id: 'soon', kind: 'reminder', businessDays: -1, to: 'owner' }] },
    ],
    roles: [...definition.roles, { id: 'finance', name: '財政課' }],
    responseCategories: definition.responseCategories.map((category) => ({ ...category, promise: true })),
    forms: [...definition.forms.map(card), ...forms],
    rounds: definition.rounds.map((round) => ({ ...round, fields: { card: [...(round.fields.card ?? []), 'promises'] } })),
    steps,
  })
}

function bundleOf(bundle: Bundle, seats: number, fiscalYear: number): Bundle {
  const keys = Array.from({ length: seats }, (_, index) => seatKey(index + 1))
  const said = (key: string) => ({
    statements: [{ id: `${key}-1`, subject: 'cross-cutting', text: '一体で行う事業は、費用の分け方が分からない。' }],
  })
  const section = (key: string, role: string, title: string) => ({
    key: `zaisei${key}`,
    department: 'zaisei',
    role,
    title,
    mailbox: 'zaisei@minato.example',
  })
  return {
    ...bundle,
    fiscalYear,
    startsAt: bundle.startsAt.replace('2022', String(fiscalYear + 1)),
    departments: [
      ...bundle.departments,
      { key: 'zaisei', name: '財政課', bureau: '総務部' },
      { key: 'subcommittee', name: '点検部会', bureau: '附属機関' },
    ],
    posts: [
      ...bundle.posts,
      section('-officer', 'officer', '財政課 担当'),
      section('-head', 'head', '財政課長'),
      section('', 'finance', '財政課 協議担当'),
      ...keys.map((key, index) => ({
        key,
        department: 'subcommittee',
        role: 'member',
        title: `委員（${titles[index % titles.length]}${index < titles.length ? '' : index + 1}）`,
        mailbox: `${key}@minato.example`,
      })),
    ],
    entries: {
      ...bundle.entries,
      voices: Object.fromEntries(keys.map((key) => [key, said(key)])),
      gathering: {
        'gathering-1': {
          date: null,
          place: '市役所 会議室',
          agenda: ['意見の取りまとめ'],
          attendance: { value: seats },
          quorum: true,
          decisions: [],
        },
      },
      finance: { market: { result: 'agreed' } },
      ...(fiscalYear === bundle.fiscalYear ? {} : { release: { report: { publishedOn: `${fiscalYear + 1}-08-26` } } }),
    },
  }
}
