import { createHash } from 'node:crypto'
import { isIPv6 } from 'node:net'
import type { Database } from '../../../prisma/db.js'

const minute = 60_000
const tenMinutes = 10 * minute
const day = 24 * 60 * minute

/**
 * How often something may be tried, counted in PostgreSQL in fixed windows, alike for addresses that exist and that do not. The
 * library's own limits are off: their windows never end while requests keep coming, and a city comes from one network address.
 */
export interface SignInLimits {
  /** a code for this mail address: 5 in ten minutes, 30 a day; somebody else's impatience must not fill a mailbox */
  mayAsk(email: string, address: string): Promise<boolean>
  /** a try with a code that was asked for once: 3 */
  mayTry(asking: string, address: string): Promise<boolean>
  /** a way in through the identity provider */
  mayPass(address: string): Promise<boolean>
  /** a second factor: 5 tries in ten minutes, 20 a day without a right one */
  mayGive(personId: string): Promise<boolean>
  /** a right second factor was given: its tries count no more */
  given(personId: string): Promise<void>
  /** the first use of an authenticator's code; the same code may have been read over a shoulder */
  firstUse(personId: string, code: string): Promise<boolean>
}

/** Tries from one network address in ten minutes: a whole city may come from one. */
const fromNetwork = 300

export function createLimits(db: Database): SignInLimits {
  const within = (key: string, most: number, span: number) => counted(db, key, span).then((count) => count <= most)
  const network = (what: string, address: string) => within(`${what}-from:${networkOf(address)}`, fromNetwork, tenMinutes)
  return {
    mayAsk: async (email, address) =>
      (await network('code', address)) && (await within(`code:${email}`, 5, tenMinutes)) && (await within(`code-day:${email}`, 30, day)),
    mayTry: async (asking, address) => (await network('try', address)) && (await within(`try:${asking}`, 3, day)),
    mayPass: (address) => network('oidc', address),
    async mayGive(personId) {
      const [now, today] = factorKeys(personId)
      return (await within(now, 5, tenMinutes)) && (await within(today, 20, day))
    },
    async given(personId) {
      await db.rateLimit.deleteMany({ where: { key: { in: factorKeys(personId) } } })
    },
    firstUse: (personId, code) => within(`used:${createHash('sha256').update(`${personId}:${code}`).digest('base64url')}`, 1, 2 * minute),
  }
}

/** Under which the tries of somebody's second factor are counted: those of ten minutes, those of a day. */
export const factorKeys = (personId: string): [string, string] => [`factor:${personId}`, `factor-day:${personId}`]

/** Counts one more and says how many there are in the present window, which begins with its first. */
async function counted(db: Database, key: string, span: number): Promise<number> {
  const now = Date.now()
  const [row] = await db.$queryRaw<{ count: number }[]>`
    INSERT INTO rate_limit (id, key, count, last_request) VALUES (${key}, ${key}, 1, ${now})
    ON CONFLICT (key) DO UPDATE SET
      count = CASE WHEN rate_limit.last_request < ${now - span} THEN 1 ELSE rate_limit.count + 1 END,
      last_request = CASE WHEN rate_limit.last_request < ${now - span} THEN ${now} ELSE rate_limit.last_request END
    RETURNING count`
  const count = row?.count ?? 1
  if (count === 1) await db.rateLimit.deleteMany({ where: { lastRequest: { lt: now - day } } })
  return count
}

/** What counts as one address: of IPv6 the /64 that a household or an office is given. */
function networkOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '')
  if (!isIPv6(plain)) return plain
  const [head = '', tail] = new URL(`http://[${plain}]`).hostname.slice(1, -1).split('::')
  const groups = head === '' ? [] : head.split(':')
  const missing = tail === undefined ? 0 : 8 - groups.length - (tail === '' ? 0 : tail.split(':').length)
  const whole = [...groups, ...Array<string>(missing).fill('0'), ...(tail ? tail.split(':') : [])]
  return `${whole.slice(0, 4).join(':')}::/64`
}
