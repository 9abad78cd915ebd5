import { expect, test } from 'vitest'
import type { NoticeExplained } from '../../client/app/views/notice-explained.js'
import { stopsOf } from '../../client/web/pages/notice-words.js'
import { lastingKinds } from '../../domain/correspondence/lasting-kinds.js'

const stops = (kind: string) => stopsOf({ kind, state: 'planned' } as NoticeExplained)

test.each(lastingKinds)('of what tells what has happened (%s) the page says that only a withdrawal of the request ends it', (kind) => {
  expect(stops(kind)[0]).toBe('依頼が取り下げられたとき')
  expect(stops(kind).join()).not.toContain('その後の提出')
})

test('of what asks for something the page says that handing in ends it', () => {
  expect(stops('request')[0]).toBe('その後の提出や取下げなどで、知らせる必要がなくなったとき')
})
