import { unfitDueDate } from '../../domain/calendar/unfit-due-date.js'
import type { Definition } from '../../domain/definition/schema.js'
import { Refused } from './errors.js'
import type { Request } from './request.js'
import type { Target } from './target.js'

const said = (text: string | undefined): boolean => (text ?? '').trim() !== ''

/**
 * Faults of what steers a chase: a request for a later date, its refusal, a telephone note, another chase.
 * @throws Refused with what is missing or cannot be
 */
export function checkChase(definition: Definition, target: Pick<Target, 'dueAt' | 'now'>, request: Request): void {
  if (request.act === 'request-extension') {
    if (!said(request.reason)) throw new Refused('incomplete-command', ['延長を希望する理由を書いてください。'])
    if (!request.wishedAt || Number.isNaN(Date.parse(request.wishedAt))) throw new Refused('bad-date', ['希望する期限がありません。'])
    const unfit = unfitDueDate(definition, target.dueAt?.toISOString() ?? '', iso(request.wishedAt), target.now.toISOString())
    if (unfit) throw new Refused('invalid-input', [unfit])
  }
  if (request.act === 'decline-extension' && !said(request.reason))
    throw new Refused('incomplete-command', ['延長を認めない理由を書いてください。課にそのまま届きます。'])
  // What was said may be written as the reason: a note of the command line has one text.
  if (request.act === 'record-call' && !said(request.whom) && !said(request.said) && !said(request.reason))
    throw new Refused('incomplete-command', ['電話の相手の職か、話した内容のどちらかを書いてください。'])
  if (request.act === 'set-chase') checkPolicy(definition, request.chase)
}

function checkPolicy({ chases }: Definition, chase: string | null | undefined): void {
  if (chase === null || chases.some(({ id }) => id === chase)) return
  const known = chases.map(({ id, name }) => `${name}（${id}）`).join('、')
  throw new Refused('invalid-input', [
    chase === undefined
      ? `再依頼の段取りが選ばれていません。この年度の段取りは${known || 'ありません'}。何も送らないこともできます。`
      : `再依頼の段取り「${chase}」は、この年度の実施要領にありません。${known ? `${known}のどれか` : '何も送らないこと'}を選んでください。`,
  ])
}

const iso = (at: string): string => new Date(at).toISOString()
