import { type AssignmentStatus, isDone } from '../process/assignment.js'
import type { Instant } from '../process/command.js'
import { passIn, passOf } from '../process/passes.js'

/** What a stage of a route said (決裁の判断): it goes on, or back to the stage `to`. Kept in a form's field `ruling`. */
export interface Ruling {
  state: 'approved' | 'returned'
  /** the subject of an earlier stage; only where it goes back */
  to?: string | null
}

/** One asking of a stage, as it stands. A stage is asked again each time that it comes back: `head`, then `head-2`, `head-3` … */
export interface AskedStage {
  subject: string
  state: AssignmentStatus
  /** when it was done */
  closedAt: Instant | null
  /** null: a stage whose form asks for no ruling (who drafts), or nothing was handed in */
  ruling: Ruling | null
}

/** Where a route stands: at an asking that is not done, at a stage that is to be asked now, or at its end. */
export type Turn = { at: 'waiting'; stage: string; subject: string } | { at: 'asking'; stage: string; subject: string } | { at: 'end' }

/**
 * Whose turn it is on a route of stages (回議). It is read from what stands, never remembered: the askings are gone through from the
 * first stage on; one that approved leads to the next stage, one that returned to the stage it names. An asking counts only when it was
 * done after the one before it: where an earlier stage was asked anew, what later ones had said before is overtaken and they are asked
 * again. A withdrawn asking counts for nothing: nobody's turn is passed over by taking the request back.
 * @param stages subjects of the stages, in their order
 */
export function turnOf(stages: readonly string[], asked: readonly AskedStage[]): Turn {
  const passes = new Map(stages.map((stage) => [stage, passesOf(stage, asked)]))
  const open = stages.flatMap((stage) => (passes.get(stage) ?? []).flatMap((one) => (standsOpen(one) ? [{ stage, one }] : [])))[0]
  if (open) return { at: 'waiting', stage: open.stage, subject: open.one.subject }
  const left = new Map(stages.map((stage) => [stage, (passes.get(stage) ?? []).filter(({ state }) => state !== 'withdrawn')]))
  let before: Instant = ''
  for (let at = 0; ; ) {
    const stage = stages[at]
    if (stage === undefined) return { at: 'end' }
    const next = take(left.get(stage) ?? [], before)
    if (!next) return { at: 'asking', stage, subject: passOf(stage, (passes.get(stage) ?? []).length + 1) }
    before = next.closedAt ?? before
    at = next.ruling?.state === 'returned' ? Math.max(0, stages.indexOf(next.ruling.to ?? '')) : at + 1
  }
}

const standsOpen = ({ state }: AskedStage): boolean => !isDone(state)

const passesOf = (stage: string, asked: readonly AskedStage[]): AskedStage[] =>
  asked
    .flatMap((one) => {
      const pass = passIn(stage, one.subject)
      return pass === null ? [] : [{ one, pass }]
    })
    .sort((a, b) => a.pass - b.pass)
    .map(({ one }) => one)

/** The first of these done not before `before`, taken away together with those that it overtakes. */
function take(left: AskedStage[], before: Instant): AskedStage | undefined {
  for (;;) {
    const one = left.shift()
    if (!one || (one.closedAt ?? '') >= before) return one
  }
}
