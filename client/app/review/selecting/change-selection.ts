import type { Definition } from '../../../../domain/definition/schema.js'
import { roundWithout } from '../../../../domain/register/row.js'
import { snapshotBody } from '../../../../prisma/snapshots.js'
import type { Transaction } from '../../../../prisma/trail.js'
import type { Connections } from '../../connections.js'
import { Refused } from '../../errors.js'
import { refuseUnwritable } from '../../receive.js'
import { mustBeOffice } from '../../steering/hold-notice.js'
import { type ReviewWord, tellOfReview, toldBefore } from '../tell-years.js'
import { selectionClosed } from './selection.js'

/** What the office changes of the year's selection, and why. Keys of programmes. */
export interface SelectionChange extends Pick<ReviewWord, 'id' | 'post' | 'person' | 'via'> {
  cycleId: string
  /** become verified (検証対象にする), are no longer */
  add: string[]
  drop: string[]
  /** of these the council's wish is written down, of those taken back */
  wish: string[]
  unwish: string[]
  reason: string
}

/**
 * Changes which programmes of a running year are verified, as long as they are being selected; the council's wish can be written down
 * with it. A line's form goes along where all others of its kind have one form.
 * @returns keys of the programmes whose form changed with it
 * @throws Refused: not the office's post, sealed, no reason, the selection is over, a line that is (no longer) so already, or one whose form
 * lacks a round that it would be asked for
 */
export function changeSelection({ db }: Pick<Connections, 'db'>, change: SelectionChange): Promise<string[]> {
  const { cycleId, add, drop, wish, unwish, post } = change
  const reason = change.reason.trim()
  refuseUnwritable({ reason })
  if (reason === '') throw new Refused('incomplete-command', ['理由を書いてください。理由は記録に残ります。'])
  if (add.length + drop.length + wish.length + unwish.length === 0)
    throw new Refused('invalid-input', ['変わったところがありません。印を付け直してから保存してください。'])
  return db.$transaction(async (tx) => {
    if (await toldBefore(tx, change)) return []
    const [cycle] = await tx.$queryRaw<{ city: string; state: string; snapshotNo: number }[]>`
      SELECT city, state, snapshot_no AS "snapshotNo" FROM process WHERE id = ${cycleId} AND kind = 'cycle' FOR SHARE`
    if (!cycle) throw new Refused('unknown-process', [cycleId])
    await mustBeOffice(tx, post, cycle.city)
    if (cycle.state !== 'running') throw new Refused('sealed')
    const definition = (await snapshotBody(tx, `${cycleId}@${cycle.snapshotNo}`)) as Definition
    const refitted = await rewrite(tx, definition, change)
    const facts = { added: add, dropped: drop, wished: wish, unwished: unwish, refitted }
    await tellOfReview(tx, { ...change, asked: change, reason, cycleIds: [cycleId], kind: 'selection-changed', facts })
    return refitted
  })
}

type Line = { key: string; name: string; verified: boolean; form: string }

async function rewrite(tx: Transaction, definition: Definition, { cycleId, add, drop, wish, unwish }: SelectionChange): Promise<string[]> {
  const lines = await tx.$queryRaw<Line[]>`
    SELECT key, name, verified, form FROM programme WHERE cycle_id = ${cycleId} ORDER BY key FOR UPDATE`
  const strange = [...add, ...drop, ...wish, ...unwish].filter((key) => !lines.some((line) => line.key === key))
  if (strange.length > 0) throw new Refused('invalid-input', [`施策「${strange.join('、')}」は、この年度の名簿にありません。`])
  if (add.length + drop.length === 0) return []
  const closed = await selectionClosed(tx, cycleId, definition)
  if (closed) throw new Refused('invalid-input', [closed])
  const moving = lines.filter(({ key }) => add.includes(key) || drop.includes(key))
  const moved = moving.filter(({ key, verified }) => verified === add.includes(key))
  if (moved.length > 0)
    throw new Refused('changed-meanwhile', [`${moved.map(({ name }) => `「${name}」`).join('')}は、その間にほかの操作で変わりました。`])
  const after = moving.map((line) => {
    const verified = !line.verified
    const usual = usualForm(lines.filter((one) => one.verified === verified))
    const fits = usual !== null && roundWithout(definition, { form: usual, verified }) === null
    return { ...line, verified, form: fits ? usual : line.form, was: line.form }
  })
  const faults = after.flatMap((line) => {
    const lacking = roundWithout(definition, line)
    return lacking === null ? [] : [`「${line.name}」の様式には「${lacking}」の回に尋ねる項目がないため、変えられません。`]
  })
  if (faults.length > 0) throw new Refused('invalid-input', faults)
  for (const { key, verified, form } of after)
    await tx.$executeRaw`UPDATE programme SET verified = ${verified}, form = ${form} WHERE cycle_id = ${cycleId} AND key = ${key}`
  return after.filter(({ form, was }) => form !== was).map(({ key }) => key)
}

/** The form that all these lines have; null: none, or several. */
function usualForm(lines: Line[]): string | null {
  const forms = new Set(lines.map(({ form }) => form))
  return forms.size === 1 ? ([...forms][0] ?? null) : null
}
