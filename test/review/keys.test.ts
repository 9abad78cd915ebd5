import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { keepNotes } from '../../client/app/review/remarks/documents.js'
import { recordRemarks } from '../../client/app/review/remarks/remarks.js'
import { recordAllotments } from '../../client/app/review/selecting/allotments.js'
import { changeSelection } from '../../client/app/review/selecting/change-selection.js'
import { reviewCity } from '../support/review-city.js'
import { type Rig, rigFor } from '../support/rig.js'

let rig: Rig
beforeAll(async () => {
  rig = await rigFor(reviewCity())
  await rig.startYear()
}, 120_000)
afterAll(() => rig?.close())

const word = (id: string) => ({ id, cycleId: rig.cycle, post: rig.office, person: null })
const written = (id: string, ...texts: string[]) =>
  recordRemarks(rig.db, { ...word(id), source: 'notes', remarks: texts.map((text) => ({ subject: 'market', text })) })
const told = (kind: string) => rig.db.trail.count({ where: { cycleId: rig.cycle, kind } })

describe('the key of a form', () => {
  test('sent again with the same content is answered as the first time, and nothing is written twice', async () => {
    const id = randomUUID()
    const numbers = await written(id, '出店が減っている。', '夜も開けてほしい。')
    expect(numbers).toHaveLength(2)
    expect(await written(id, '出店が減っている。', '夜も開けてほしい。')).toEqual(numbers)
    expect(await rig.db.remark.count({ where: { no: { in: numbers } } })).toBe(2)
  })

  test('sent again with another content is refused: nothing that was typed is taken for written', async () => {
    const id = randomUUID()
    await written(id, '一つ目。')
    await expect(written(id, '一つ目。', '書き足した。')).rejects.toMatchObject({ code: 'command-id-reused' })
    expect(await rig.db.remark.count({ where: { text: '書き足した。' } })).toBe(0)

    const bytes = (text: string) => new Uint8Array(Buffer.from(text, 'utf8'))
    const kept = randomUUID()
    await keepNotes(rig.db, { ...word(kept), name: 'メモ.txt', bytes: bytes('一枚目') })
    expect(await keepNotes(rig.db, { ...word(kept), name: 'メモ.txt', bytes: bytes('一枚目') })).toBeNull()
    const other = keepNotes(rig.db, { ...word(kept), name: 'メモ.txt', bytes: bytes('二枚目') })
    await expect(other).rejects.toMatchObject({ code: 'command-id-reused' })
  })

  test('sent twice at one instant is written once, and both are answered', async () => {
    const seat = `${rig.city}/seat-01`
    const cells = [{ programme: 'market', seat, standing: 'assigned' as const, reason: '' }]
    const allotted = { ...word(randomUUID()), cells }
    const both = await Promise.all([recordAllotments(rig.connections, allotted), recordAllotments(rig.connections, allotted)])
    expect(both.sort()).toEqual([0, 1])
    expect(await told('allotted')).toBe(1)

    const change = { ...word(randomUUID()), add: [], drop: [], wish: ['market'], unwish: [], reason: '審議会の希望' }
    await Promise.all([1, 2, 3].map(() => changeSelection(rig.connections, change)))
    expect(await told('selection-changed')).toBe(1)
  })
})
