import type { Definition } from '../../definition/schema.js'
import { fieldsAsked } from '../../sheet/content.js'
import { type Difference, differences } from '../../sheet/differences.js'
import { embargoIsOver, shownBudgets } from '../embargo.js'

/** A version that a package was made from. */
export interface PackagedVersion {
  /** `{step}/{subject}`: where it was accepted */
  of: string
  /** what it is, in words: 商店街支援事業（施策検証シート） */
  name: string
  form: string
  round: string | null
  /** null: attested that there is nothing to report */
  versionId: string | null
  hash: string | null
}

/** One sheet that is another than in the package before. */
export interface SheetChange {
  name: string
  how: 'added' | 'removed' | 'changed'
  /** of what the report prints, as people read it */
  differences: Pick<Difference, 'label' | 'place' | 'before' | 'after'>[]
  /** cells left out, as their budget kind is not public yet */
  embargoed: number
}

type Rules = Pick<Definition, 'forms' | 'rounds' | 'opinionKinds' | 'viewpoints' | 'responseCategories' | 'budgetKinds' | 'embargo'>

export interface ComparedVersions {
  rules: Rules
  fiscalYear: number
  at: string
  before: PackagedVersion[]
  now: PackagedVersion[]
  /** contents by the version's id */
  contents: Map<string, unknown>
}

/** Places of the versions that differ between two packages, in the order of the new one, then what is gone. */
export const changedVersions = (before: PackagedVersion[], now: PackagedVersion[]): { old?: PackagedVersion; new?: PackagedVersion }[] => {
  const stood = new Map(before.map((one) => [one.of, one]))
  const stands = new Set(now.map(({ of }) => of))
  return [
    ...now.flatMap((one) => {
      const old = stood.get(one.of)
      if (!old) return [{ new: one }]
      return old.versionId === one.versionId ? [] : [{ old, new: one }]
    }),
    ...before.filter(({ of }) => !stands.has(of)).map((old) => ({ old })),
  ]
}

const contentOf = (contents: Map<string, unknown>, one: PackagedVersion): Record<string, unknown> => {
  const content = one.versionId === null ? {} : contents.get(one.versionId)
  return typeof content === 'object' && content !== null ? (content as Record<string, unknown>) : {}
}

/** What the office notes of an opinion or an Action for itself: the report prints none of it. */
const officeParts = ['kind', 'source', 'category']

/** What is another than in the package before: which sheets, and in which words. Budget kinds under embargo are counted, not named. */
export function sheetChanges({ rules, fiscalYear, at, before, now, contents }: ComparedVersions): SheetChange[] {
  const shown = { ...rules, budgetKinds: shownBudgets(rules, fiscalYear, at) }
  const open = embargoIsOver(rules, fiscalYear, at)
  return changedVersions(before, now).map(({ old, new: stands }): SheetChange => {
    const name = (stands ?? old)?.name ?? ''
    if (!old || !stands) return { name, how: old ? 'removed' : 'added', differences: [], embargoed: 0 }
    const fields = fieldsAsked(rules, stands.form, stands.round).filter(({ printed }) => printed)
    const all = differences(fields, contentOf(contents, old), contentOf(contents, stands), shown, officeParts)
    const closed = open ? [] : all.filter(({ place }) => place.endsWith('予算区分'))
    return {
      name,
      how: 'changed',
      differences: all
        .filter((one) => !closed.includes(one))
        .map(({ label, place, before: was, after }) => ({ label, place, before: was, after })),
      embargoed: closed.length,
    }
  })
}
