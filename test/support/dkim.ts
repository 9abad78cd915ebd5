import { createHash, createVerify } from 'node:crypto'

/**
 * Whether a message carries a signature over its body and its headers that this key made (RFC 6376, relaxed/relaxed, rsa-sha256):
 * what a receiving server computes. @returns the tags of the signature, or what is wrong with it
 */
export function verifyDkim(raw: string, publicKey: string): { tags: Record<string, string> } | { problem: string } {
  const end = raw.indexOf('\r\n\r\n')
  const headers = raw.slice(0, end).split(/\r\n(?![ \t])/)
  const body = raw.slice(end + 4)
  const signature = headers.find((header) => /^dkim-signature:/i.test(header))
  if (!signature) return { problem: 'not signed' }
  const tags = Object.fromEntries(
    signature
      .slice(signature.indexOf(':') + 1)
      .replace(/\s+/g, '')
      .split(';')
      .map((tag) => [tag.slice(0, tag.indexOf('=')), tag.slice(tag.indexOf('=') + 1)]),
  )
  const lines = body.split('\r\n').map((line) => line.replace(/[ \t]+/g, ' ').replace(/ $/, ''))
  const relaxed = `${lines.join('\r\n').replace(/(\r\n)+$/, '')}\r\n`
  if (createHash('sha256').update(relaxed).digest('base64') !== tags['bh']) return { problem: 'the body is another' }
  const line = (header: string) => {
    const name = header.slice(0, header.indexOf(':')).toLowerCase()
    const value = header.slice(header.indexOf(':') + 1)
    return `${name}:${value
      .replace(/\r\n/g, '')
      .replace(/[ \t]+/g, ' ')
      .trim()}`
  }
  const named = (tags['h'] ?? '')
    .split(':')
    .flatMap((name) => headers.filter((header) => header.toLowerCase().startsWith(`${name.toLowerCase()}:`)))
  const signed = [...named.map(line), line(signature).replace(/b=[^;]*$/, 'b=')].join('\r\n')
  const holds = createVerify('rsa-sha256')
    .update(signed)
    .verify(publicKey, tags['b'] ?? '', 'base64')
  return holds ? { tags } : { problem: 'the headers are others' }
}
