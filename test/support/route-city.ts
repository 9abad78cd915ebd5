import { randomUUID } from 'node:crypto'
import { definition as definitionSchema } from '../../domain/definition/schema.js'
import { smallCity } from './bundles.js'
import type { Year } from './in-city.js'
import type { Rig } from './rig.js'
import type { Browser, Seen } from './sign-in.js'
import { quiet } from './stage.js'

/**
 * The small city, whose decision goes round (回議): the office drafts, the chief and the mayor rule.
 * @param chief subject of the chief's stage
 */
export function routeCity(chief: string, requires: ('answered' | 'fresh')[] = []): Year {
  const { definition, bundle } = smallCity()
  const forms = definition.forms.flatMap((form) =>
    form.id === 'sign'
      ? [
          { id: 'draft', name: '起案', fields: [{ id: 'about', type: 'text', label: '伺い', required: true, printed: false }] },
          { id: 'stage', name: '決裁', fields: [{ id: 'ruling', type: 'ruling', label: '判断', required: true, printed: false }] },
        ]
      : [form],
  )
  const asks = [
    { per: 'once', subject: 'draft', to: 'office', form: 'draft', title: '報告書の起案', within: 3 },
    { per: 'once', subject: chief, to: 'chief', form: 'stage', title: '室長の決裁', within: 2, chase: 'plain' },
    { per: 'once', subject: 'mayor', to: 'mayor', form: 'stage', title: '市長の決裁', within: 4, chase: 'plain' },
  ]
  const steps = definition.steps.map((one) => (one.id === 'sign' ? { ...one, inTurn: true, asks, requires } : one))
  const roles = [...definition.roles, { id: 'chief', name: '室長' }]
  const own = { key: 'chief', department: 'seisaku', role: 'chief', title: '政策室長（決裁）', mailbox: 'shitsucho@minato.example' }
  return {
    definition: definitionSchema.parse({ ...definition, forms, roles, steps }),
    bundle: { ...bundle, posts: [...bundle.posts, own] },
  }
}

/** What is done on the pages of that decision. */
export function routeOf(rig: Rig) {
  const year = `/${rig.city}/${rig.definition.id}/${rig.bundle.fiscalYear}`
  const step = `${year}/steps/sign`
  const stepId = `${rig.cycle}/sign`
  const sheet = (subject: string) => `${year}/assignments/sign/${subject}/sheet`
  /** What a stage's page sends when its button is pressed: everything that stands in its form, and what was typed. */
  const filled = async (as: Browser, subject: string, typed: Record<string, string>): Promise<Record<string, string>> => {
    const { text } = await as.get(sheet(subject))
    const form = text.slice(text.indexOf('data-autosave'))
    const stands = [...form.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)]
    return { ...Object.fromEntries(stands.map(([, name = '', value = '']) => [name, value])), ...typed, _do: 'submit' }
  }
  const submit = async (as: Browser, subject: string, typed: Record<string, string>): Promise<Seen> => {
    const sent = await as.post(sheet(subject), await filled(as, subject, typed))
    await quiet(rig)
    return sent
  }
  return {
    step,
    stepId,
    sheet,
    idOf: (subject: string) => `${stepId}/${subject}`,
    /** its askings and how they stand, in the order of their ids */
    stages: async () => {
      const rows = await rig.db.process.findMany({ where: { parentId: stepId, kind: 'assignment' }, orderBy: { id: 'asc' } })
      return rows.map(({ subject, state }) => `${subject} ${state}`)
    },
    packaged: (as: Browser): Promise<Seen> => as.post(`${step}/decision/package`, { _key: randomUUID() }),
    filled,
    submit,
    draft: (as: Browser, subject: string, about = '伺います。') => submit(as, subject, { about, _oral: 'on' }),
    approve: (as: Browser, subject: string) => submit(as, subject, { 'ruling.state': 'approved' }),
    sendBack: (as: Browser, subject: string, to: string, reason: string) =>
      submit(as, subject, { 'ruling.state': 'returned', 'ruling.to': to, 'ruling.reason': reason }),
    /** 事務局修正 of what an accepted sheet says was done, of another word than before. */
    edit: async (sheetKey: string, did: string) => {
      const processId = `${rig.cycle}/cards/${sheetKey}`
      const { acceptedVersion } = await rig.db.process.findUniqueOrThrow({ where: { id: processId } })
      const { id: versionId, content } = await rig.db.version.findUniqueOrThrow({ where: { id: acceptedVersion ?? '' } })
      const act = { id: randomUUID(), processId, via: 'page' as const, post: rig.office, act: 'edit', reason: '字句', versionId }
      return rig.app.act({ ...act, content: { ...(content as object), did } })
    },
  }
}
