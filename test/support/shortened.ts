import { askedOf } from '../../domain/bundle/hand-in.js'
import type { Bundle, Content } from '../../domain/bundle/schema.js'
import type { Year } from './in-city.js'

/** The same year with some of its programmes only, and with what belongs to them. */
export function shortened({ definition, bundle }: Year, keys: string[]): Year {
  const about = new Set([...keys, 'cross-cutting'])
  const remarks = (bundle.remarks ?? []).filter(({ subject }) => about.has(subject))
  const places = new Map((bundle.remarks ?? []).map(({ key }, at) => [at + 1, remarks.findIndex((one) => one.key === key) + 1]))
  const short: Bundle = {
    ...bundle,
    programmes: bundle.programmes.filter(({ key }) => about.has(key)).map((one) => ({ ...one, sharedWith: null })),
    sheets: Object.fromEntries(Object.entries(bundle.sheets).filter(([key]) => about.has(key))),
    opinions: bundle.opinions.filter(({ subject }) => about.has(subject)),
    actions: bundle.actions.filter(({ subject }) => about.has(subject)),
    ...(bundle.remarks ? { remarks } : {}),
    ...(bundle.allotments ? { allotments: bundle.allotments.filter(({ programme }) => about.has(programme)) } : {}),
  }
  const asked = askedOf(short, definition)
  const isAsked = (step: string, subject: string) => asked.some((one) => one.step === step && one.subject === subject)
  const entries = Object.entries(bundle.entries).map(([step, subjects]) => [
    step,
    Object.fromEntries(
      Object.entries(subjects)
        .filter(([subject]) => isAsked(step, subject))
        .map(([subject, content]) => [subject, contentAbout(content, about, places)]),
    ),
  ])
  return {
    definition,
    bundle: {
      ...short,
      entries: Object.fromEntries(entries),
      conduct: bundle.conduct.filter(({ step, subject }) => subject === '*' || isAsked(step, subject)),
    },
  }
}

/** What members say of these alone, with the places that what was written down of them has now. */
function contentAbout(content: Content, about: Set<string>, places: Map<number, number>): Content {
  if (!Array.isArray(content.statements)) return content
  const own = (content.statements as { subject: string; of?: number }[]).filter(({ subject }) => about.has(subject))
  return { ...content, statements: own.map((one) => (one.of === undefined ? one : { ...one, of: places.get(one.of) ?? 0 })) } as Content
}
