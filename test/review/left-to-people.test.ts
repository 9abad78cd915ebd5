import { expect, it } from 'vitest'
import { Refused } from '../../client/app/errors.js'
import { leaving, type Plan } from '../../client/player/left.js'

const planned = (key: string, perform: Plan['perform']): Plan => ({ at: '', key, what: '第1回の会議', page: '/minato/meetings', perform })
const refused = () => Promise.reject(new Refused('invalid-input', ['定足数に足りません。']))
const sentence = (why: string) => `第1回の会議は、再生では進められません。画面で続けてください（http://here/minato/meetings）。${why}`

it('what was refused is told once with its page, and tried again only when it stands otherwise', async () => {
  const told: string[] = []
  const left = leaving((line) => told.push(line), 'http://here')
  expect(await left.act([planned('quorum 3', refused)], 8)).toBe(1)
  expect(told).toEqual([])
  for (const _ of [1, 2]) expect(await left.act([planned('quorum 3', refused)], 8)).toBe(0)
  expect(told).toEqual([sentence('定足数に足りません。')])
  expect(left.words([planned('quorum 3', refused), planned('another', refused)])).toEqual(told)
  expect(await left.act([planned('quorum 2', async () => undefined)], 8)).toBe(1)
})

it('what was done and is still to be done is not done for ever', async () => {
  const told: string[] = []
  const left = leaving((line) => told.push(line), 'http://here')
  let done = 0
  const plan = planned('call', async () => {
    done += 1
  })
  for (const _ of [1, 2, 3]) await left.act([plan], 8)
  expect([done, told]).toEqual([1, [sentence('再生の操作では、何も変わりませんでした。')]])
  await left.wait(0, undefined)
  expect(await left.act([plan], 8), 'as after a new start').toBe(1)
})

it('a fault that is no refusal ends the play', async () => {
  const left = leaving(() => undefined)
  await expect(left.act([planned('any', () => Promise.reject(new Error('the database is away')))], 8)).rejects.toThrow(
    'the database is away',
  )
})
