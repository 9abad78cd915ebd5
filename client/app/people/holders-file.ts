import type { Directory } from './directory.js'
import { holdingWord } from './directory-words.js'
import { holderColumns } from './holders-csv.js'

// A cell that begins like a formula would be reckoned by a spreadsheet.
const cell = (value: string): string => {
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** The directory in the form that can be read again (holders-csv.ts): announced holdings of today and later, vacant posts without a name. */
export function holdersFile({ bureaus }: Directory): string {
  const lines = bureaus.flatMap((bureau) =>
    bureau.departments.flatMap((department) =>
      department.posts.flatMap((post) => {
        const held = [...(post.holder ? [post.holder] : []), ...post.deputies, ...post.planned].filter((one) => one.announced)
        const start = [bureau.name, department.key, department.name, post.key, post.title, post.roleName, post.mailbox]
        if (held.length === 0) return [[...start, '', '', '', '', '']]
        return held.map((one) => [...start, one.name, one.email, holdingWord(one.kind), one.from, one.until ?? ''])
      }),
    ),
  )
  return `\uFEFF${[[...holderColumns], ...lines].map((line) => `${line.map(cell).join(',')}\r\n`).join('')}`
}
