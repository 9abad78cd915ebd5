import { expect, test } from 'vitest'
import { safe, widthOf } from '../../client/cli/print.js'

test('Japanese characters take two columns of a terminal', () => {
  expect(widthOf('点検票 A-1')).toBe(10)
  expect(widthOf('ｶﾅ か゚')).toBe(5)
  expect(widthOf('𠮷')).toBe(2)
})

test('what people wrote cannot steer the terminal', () => {
  expect(safe('赤\u001b[31m字\u202e\n二行')).toBe('赤 [31m字 二行')
})
