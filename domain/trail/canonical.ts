import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'

/** JSON in the one form that everybody writes alike (RFC 8785). Throws TypeError on what JSON cannot hold. */
export function canonical(value: unknown): string {
  const text = canonicalize(value)
  if (text === undefined) throw new TypeError('A value without a JSON form cannot be written down.')
  return text
}

/** SHA-256 as 64 hexadecimal digits. */
export const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex')

/** The fingerprint of a content: what a version, a command's payload or a snapshot is known by. */
export const contentHash = (value: unknown): string => sha256(canonical(value))
