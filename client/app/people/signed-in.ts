/** Where a request comes from: the browser's cookies and network address. */
export interface From {
  cookie: string
  address: string
}

/** Somebody who has signed in. */
export interface SignedIn {
  sessionId: string
  personId: string
  name: string
  email: string
  /** the second factor was given in this session */
  secondFactor: boolean
  /** the person has set one up */
  hasSecondFactor: boolean
}

/** The session's token in the cookies of an answer; null: they set none. */
export function tokenOf(cookies: string[]): string | null {
  for (const cookie of cookies) {
    const value = /^[^=]*session_token=([^;]+)/.exec(cookie)?.[1]
    if (value) return decodeURIComponent(value).split('.')[0] ?? null
  }
  return null
}
