import { readFileSync } from 'node:fs'
import { readBundle } from '../../domain/bundle/read-bundle.js'
import type { Bundle } from '../../domain/bundle/schema.js'
import { readDefinition } from '../../domain/definition/read-definition.js'
import type { Definition } from '../../domain/definition/schema.js'
import type { AcceptedVersion, ReportInput } from '../../domain/publication/report-input.js'
import { contentHash } from '../../domain/trail/canonical.js'

const file = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')

function recorded(): { definition: Definition; bundle: Bundle } {
  const definition = readDefinition(file('definitions/kawasaki-sme-ordinance@2016.yaml'), 'definition')
  const bundle = readBundle(file('bundles/kawasaki-sme-ordinance-2016.json'), 'bundle')
  if (!definition.ok) throw new Error(JSON.stringify(definition.problems))
  if (!bundle.ok) throw new Error(JSON.stringify(bundle.problems))
  return { definition: definition.definition, bundle: bundle.bundle }
}

const version = (step: string, subject: string, form: string, round: string | null, content: unknown): AcceptedVersion => {
  const hash = contentHash(content)
  return { step, subject, form, round, versionId: `v-${hash.slice(0, 12)}`, hash, content, attested: false }
}

/** What the recorded fiscal year 2016 would publish if everything in it had been accepted: no database, no workflows. */
export function recordedReport(): ReportInput {
  const { definition, bundle } = recorded()
  const rounds = definition.rounds.map(({ id }) => id)
  const stepOf = (form: string, round: string | null) =>
    definition.steps.find(({ asks }) => asks.some((ask) => (ask.form === form || ask.form === '$form') && (ask.round ?? null) === round))
      ?.id ?? ''
  const subjects = [...new Set([...bundle.opinions, ...bundle.actions].map(({ subject }) => subject))]
  const given = <T>(value: T | null | undefined) => value ?? undefined
  return {
    definition,
    fiscalYear: bundle.fiscalYear,
    edition: 1,
    publishedAt: '2017-09-15T00:00:00.000Z',
    trailHead: { no: 1234, hash: 'a'.repeat(64) },
    programmes: bundle.programmes.map((line) => ({
      ...line,
      departmentName: bundle.departments.find(({ key }) => key === line.department)?.name ?? line.department,
      note: line.note ?? null,
    })),
    accepted: [
      ...bundle.programmes.flatMap(({ key, form }) =>
        Object.entries(bundle.sheets[key] ?? {}).map(([round, content], at) => {
          const id = rounds.includes(round) ? round : (rounds[Number(/\d+/.exec(round)?.[0] ?? at + 1) - 1] ?? null)
          return version(stepOf('$form', id), key, form, id, content)
        }),
      ),
      ...subjects.flatMap((subject) => [
        version(stepOf('opinions', null), subject, 'opinions', null, {
          opinions: bundle.opinions
            .filter((one) => one.subject === subject)
            .map(({ no, text, kind, viewpoint }) => ({ no: given(no), text, kind, viewpoint: given(viewpoint) })),
        }),
        version(stepOf('actions', null), subject, 'actions', null, {
          actions: bundle.actions
            .filter((one) => one.subject === subject)
            .map(({ no, text, answers }) => ({ no: given(no), text, answers })),
        }),
      ]),
      version('council-plan', 'council-1', 'meeting', null, {
        date: '2016-09-06',
        agenda: ['施策検証の在り方について'],
        attendance: { value: 14, unit: '人' },
        quorum: true,
      }),
      version('select', 'selection', 'selection', null, {
        decidedOn: '2016-11-15',
        method: '重点事業の全てと、条例第19条の取組を対象とする。',
        programmes: ['p12-01'],
      }),
    ],
    pictures: [],
  }
}
