import { type Definition, definition } from '../../domain/definition/schema.js'

type StepInput = Pick<Definition['steps'][number], 'id' | 'opens' | 'due'> & Partial<Definition['steps'][number]>
/** A step with rules as they are written in a definition file: defaults left out. */
export type WrittenStep = { [K in keyof StepInput]: K extends 'opens' | 'due' | 'statutory' ? Record<string, unknown> : StepInput[K] }

const endOfYear = { from: '03-20', to: '04-10', reason: '年度末・年度始め' }

/** The smallest definition that holds these steps, with the practice of a city hall: quiet around 1 April and in early January. */
export const definitionWith = (steps: WrittenStep[], calendar: Record<string, unknown> = {}): Definition =>
  definition.parse({
    junkan: 'definition/1',
    id: 'plan',
    edition: 1,
    name: '計画',
    city: { id: 'city', name: '市' },
    ordinance: { name: '条例', shortName: '条例', inForce: '2016-04-01', verify: '第22条', publish: '第23条' },
    report: { title: '報告書', office: '企画課' },
    articles: [{ no: 1, title: '目的' }],
    calendar: { blackouts: [endOfYear], dispatch: ['09:00', '14:00'], ...calendar },
    roles: [{ id: 'office', name: '事務局' }],
    opinionKinds: [{ id: 'request', name: '要望', needsAnswer: true }],
    pairing: 'unknown',
    forms: [{ id: 'form', name: '様式', fields: [{ id: 'text', type: 'text', label: '本文' }] }],
    steps: steps.map((step) => ({ kind: 'meet', name: `工程${step.id}`, basis: 'assumed', ...step })),
  })

export const calendarSettings = (calendar: Record<string, unknown> = {}): Definition['calendar'] =>
  definitionWith([{ id: 'a', opens: { date: '05-01' }, due: { date: '05-10' } }], calendar).calendar
