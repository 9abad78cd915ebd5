import { expect, test } from 'vitest'
import { type ActionLine, leftOf, type OpinionLine, type SubjectAnswers } from '../../client/app/review/responses/answers.js'

const opinion = { subject: 'cross-cutting', no: 1, needs: true, left: true } as OpinionLine
const action = (subject: string) => ({ subject, no: 1, whole: [1] }) as ActionLine
const answers = (...actions: ActionLine[]) => ({ subject: 'cross-cutting', opinions: [opinion], actions }) as SubjectAnswers

test('where the year pairs nothing, only a subject’s own Action answers it, as at the gate', () => {
  expect(leftOf({ pairing: 'unknown' }, answers(action('crane')))).toBe(1)
  expect(leftOf({ pairing: 'unknown' }, answers(action('crane'), action('cross-cutting')))).toBe(0)
})
