import { type AssignmentStatus, isDone } from '../process/assignment.js'
import { passIn, passOf } from '../process/passes.js'

/** What a stage of a route said (決裁の判断): it goes on, or back to the stage `to`. Kept in a form's field `ruling`. */
export interface Ruling {
  state: 'approved' | 'returned'
  /** the subject of an earlier stage; only where it goes back */
  to?: string | null
  /** number of the package (起案の資料) that it is about */
  package?: number
}

/** One asking of a stage, as it stands. A stage is asked again each time that it comes back: `head`, then `head-2`, `head-3` … */
export interface AskedStage {
  subject: string
  state: AssignmentStatus
  /** receipt number of what was handed in and stands; null: nothing does */
  receipt: number | null
  /** null: a stage whose form asks for no ruling (who drafts), or nothing was handed in */
  ruling: Ruling | null
}

/** What stands of a route: its askings, and what they decide on. */
export interface RouteStands {
  asked: readonly AskedStage[]
  /** its step is over: what was decided stays decided */
  closed: boolean
  /** the newest package, and how many sheets are others by now than in it; null: none was made */
  newest: { no: number; changed: number } | null
}

/** Where a route stands: at an asking that is not done, at a stage that is to be asked now, or at its end. */
export type Turn = { at: 'waiting'; stage: string; subject: string } | { at: 'asking'; stage: string; subject: string } | { at: 'end' }

/** The subjects of a route's stages, in their order. */
export const stagesOf = ({ asks }: { asks: readonly { subject?: string | undefined }[] }): string[] =>
  asks.flatMap(({ subject }) => subject ?? [])

/**
 * Whose turn it is on a route of stages (回議). It is read from what stands, never remembered. Where all have approved something else than
 * what stands now, they have not approved what would be published: it begins anew, as long as its step is not over.
 * @param stages subjects of the stages, in their order
 */
export function turnOf(stages: readonly string[], { asked, closed, newest }: RouteStands): Turn {
  const passes = stages.flatMap((stage, place) => passesOf(stage, asked).map((one) => ({ one, place })))
  const { place, about } = reached(stages, passes)
  const overtaken = place === stages.length && !closed && newest !== null && (newest.changed > 0 || newest.no !== about)
  const at = overtaken ? 0 : place
  // An asking further on waits until its turn comes.
  const open = passes.find((pass) => pass.place <= at && !isDone(pass.one.state))
  if (open) return { at: 'waiting', stage: stages[open.place] ?? '', subject: open.one.subject }
  const stage = stages[at]
  if (stage === undefined) return { at: 'end' }
  return { at: 'asking', stage, subject: passOf(stage, passesOf(stage, asked).length + 1) }
}

interface Pass {
  one: AskedStage
  place: number
}

/**
 * How far it has come, and with which package: what was said is gone through in the order of its receipt. Who approves leads to the next
 * stage, who returns to the one that is named. A word of a stage whose turn it was not counts for nothing, so what is said anew by an
 * earlier stage overtakes what later ones had said; and all approve one and the same package. A withdrawn asking passes nobody over.
 */
function reached(stages: readonly string[], passes: readonly Pass[]): { place: number; about: number | undefined } {
  const said = passes.filter(({ one: { state } }) => isDone(state) && state !== 'withdrawn')
  let place = 0
  let about: number | undefined
  for (const { one, place: by } of said.sort((a, b) => (a.one.receipt ?? 0) - (b.one.receipt ?? 0))) {
    if (by > place) continue
    const { state, to, package: no } = one.ruling ?? {}
    if (state === 'returned') {
      place = Math.max(0, stages.indexOf(to ?? ''))
      continue
    }
    place = by <= 1 || no === about ? by + 1 : 0
    about = no
  }
  return { place, about }
}

const passesOf = (stage: string, asked: readonly AskedStage[]): AskedStage[] =>
  asked
    .flatMap((one) => {
      const pass = passIn(stage, one.subject)
      return pass === null ? [] : [{ one, pass }]
    })
    .sort((a, b) => a.pass - b.pass)
    .map(({ one }) => one)
