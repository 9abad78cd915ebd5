import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Cell, changedCells, distributed, newConflicts, standingOf } from '../../domain/review/allot.js'

const programmes = Array.from({ length: 7 }, (_, at) => `p${at}`)
const seats = ['a', 'b', 'c', 'd']
const cells = fc.uniqueArray(
  fc.record({
    programme: fc.constantFrom(...programmes),
    seat: fc.constantFrom(...seats),
    standing: fc.constantFrom('assigned' as const, 'conflict' as const),
    reason: fc.constant('役員を務める'),
  }),
  { selector: ({ programme, seat }) => `${programme}/${seat}` },
)

test('an even distribution never gives a programme to a member with a conflict, and takes none away', () => {
  fc.assert(
    fc.property(cells, fc.integer({ min: 1, max: 4 }), (stands, each) => {
      const { cells: proposed, short } = distributed(programmes, seats, stands, each)
      const after = standingOf(proposed)
      for (const cell of stands) expect(after(cell.programme, cell.seat)).toEqual(cell)
      for (const programme of programmes) {
        const free = seats.filter((seat) => after(programme, seat).standing === 'none')
        const has = seats.filter((seat) => after(programme, seat).standing === 'assigned').length
        expect(has >= each || free.length === 0).toBe(true)
        expect(short.includes(programme)).toBe(has < each)
      }
    }),
  )
})

test('without conflicts everybody gets the same, give or take one', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 4 }), (many, members, each) => {
      const all = Array.from({ length: many }, (_, at) => `p${at}`)
      const who = Array.from({ length: members }, (_, at) => `s${at}`)
      const { cells: proposed } = distributed(all, who, [], each)
      const loads = who.map((seat) => proposed.filter((cell) => cell.seat === seat && cell.standing === 'assigned').length)
      expect(Math.max(...loads) - Math.min(...loads)).toBeLessThanOrEqual(1)
    }),
  )
})

test('only what changes is written: another standing, or another reason of a conflict', () => {
  const stands: Cell[] = [
    { programme: 'p0', seat: 'a', standing: 'assigned', reason: '' },
    { programme: 'p0', seat: 'b', standing: 'conflict', reason: '役員' },
  ]
  const wanted: Cell[] = [
    { programme: 'p0', seat: 'a', standing: 'assigned', reason: 'x' },
    { programme: 'p0', seat: 'b', standing: 'conflict', reason: '株主' },
    { programme: 'p1', seat: 'a', standing: 'none', reason: '' },
    { programme: 'p1', seat: 'b', standing: 'assigned', reason: '' },
  ]
  expect(changedCells(stands, wanted)).toEqual([wanted[1], wanted[3]])
})

test('a conflict is new where nothing forbade it before; another reason for it is not', () => {
  const cell = (seat: string, standing: Cell['standing'], reason = ''): Cell => ({ programme: 'p1', seat, standing, reason })
  const stands = [cell('a', 'conflict', '役員'), cell('b', 'assigned')]
  const written = [cell('a', 'conflict', '顧問'), cell('b', 'conflict', '役員'), cell('c', 'conflict', '親族'), cell('d', 'assigned')]
  expect(newConflicts(stands, written).map(({ seat }) => seat)).toEqual(['b', 'c'])
})
