import { expect, test } from 'vitest'
import { rightsIn } from '../../client/app/people/posts-held.js'
import { mayLook, mayOpen } from '../../client/web/guards.js'

const post = { id: 'shomu', city: 'minato', department: 'sangyo', departmentName: '産業課', title: '庶務担当', as: 'holder' }
const of = (department: string) => ({ department, checkPost: null })

test("a coordinator sees how the bureau's sections stand, opens only what is its own section's, and nothing of other bureaus", () => {
  const rights = rightsIn('minato', [{ ...post, role: 'coordinator', coordinates: ['sangyo', 'kowan'] }])
  const seen = ['sangyo', 'kowan', 'machi'].map((section) => [mayLook(rights, of(section)), mayOpen(rights, of(section))])
  expect(seen).toEqual([
    [true, true],
    [true, false],
    [false, false],
  ])
})

test('any other post sees its own section alone', () => {
  const rights = rightsIn('minato', [{ ...post, role: 'officer', coordinates: null }])
  expect([mayLook(rights, of('sangyo')), mayLook(rights, of('kowan'))]).toEqual([true, false])
})
