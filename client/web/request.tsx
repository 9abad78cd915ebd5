import type { Context } from 'hono'
import type { Child } from 'hono/jsx'
import { cycleId } from '../../domain/process/ids.js'
import { VisitorContext } from './visitor.js'

/** The address asks for something that cannot be read. The message is the sentence people see. */
export class UnreadableAddress extends Error {
  override readonly name = 'UnreadableAddress'
}

/** The path of a city's year; keys as definitions write them. */
export const cityPattern = '/:city{[a-z0-9][a-z0-9-]*}'
export const cyclePattern = `${cityPattern}/:definition{[a-z0-9][a-z0-9-]*}/:year{[0-9]{4}}`

export const param = (c: Context, name: string): string => c.req.param(name) ?? ''

export const cycleIdOf = (c: Context): string => cycleId(param(c, 'city'), param(c, 'definition'), Number(param(c, 'year')))

/** A page of the application, for whoever looks at it. It is true for this instant only: nothing keeps it. */
export const html = (c: Context, page: Child, status: 200 | 400 | 401 | 403 | 404 | 409 | 413 | 500 = 200): Response | Promise<Response> =>
  c.html(`<!doctype html>\n${<VisitorContext.Provider value={c.get('visitor') ?? null}>{page}</VisitorContext.Provider>}`, status)

/** A whole number of the address from 1 up. @throws UnreadableAddress */
export function numberIn(c: Context, name: string, what: string): number {
  const text = c.req.query(name) ?? ''
  if (text === '') return 1
  if (!/^[1-9][0-9]{0,8}$/.test(text))
    throw new UnreadableAddress(`${what}「${text.slice(0, 40)}」を読めません。1以上の数で指定してください。`)
  return Number(text)
}

/** A word of the address that is one of a few. @throws UnreadableAddress */
export function choiceIn(c: Context, name: string, what: string, allows: (value: string) => boolean): string {
  const text = c.req.query(name) ?? ''
  if (text !== '' && !allows(text))
    throw new UnreadableAddress(`${what}「${text.slice(0, 40)}」はありません。画面の一覧から選んでください。`)
  return text
}
