import type { z } from 'zod'
import { instead } from './nearest.js'
import type { Fault } from './problem.js'

type Issue = z.core.$ZodIssue
type KeysAt = (path: PropertyKey[], written: string[]) => string[]

const typeNames: Record<string, string> = {
  string: '文字',
  number: '数値',
  int: '整数',
  boolean: 'true か false',
  array: '一覧（- で始まる行）',
  object: 'キーと値の組',
  record: 'キーと値の組',
}

const japanese = /[ぁ-んァ-ヶ一-龠]/

/**
 * Turns what zod found into sentences with a remedy. `keysAt` tells which keys the schema knows at a path, for 「…の誤りではありませんか」.
 */
export const shapeFaults = (issues: Issue[], value: unknown, keysAt: KeysAt): Fault[] =>
  issues.flatMap((issue) => faultsOf(issue, [], value, keysAt))

function faultsOf(issue: Issue, base: PropertyKey[], value: unknown, keysAt: KeysAt): Fault[] {
  const path = [...base, ...issue.path]
  const found = at(value, path)
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({
        path: [...path, key],
        atKey: true,
        message: `「${key}」というキーはありません。`,
        remedy: instead(
          key,
          keysAt(path, Object.keys(Object(found))).filter((known) => !Object.hasOwn(Object(found), known)),
        ),
      }))
    case 'invalid_type':
      if (found === undefined)
        return [
          {
            path,
            message: `「${String(path.at(-1) ?? '内容')}」がありません。`,
            remedy: `${typeName(issue.expected)}で書き加えてください。`,
          },
        ]
      return [
        {
          path,
          message: `${typeName(issue.expected)}が要りますが、${nameOf(found)}が書かれています。`,
          remedy: `${typeName(issue.expected)}に直してください。${quoteHint(issue.expected, found)}`,
        },
      ]
    case 'invalid_value': {
      const words = issue.values.map(String)
      if (found === undefined)
        return [{ path, message: `「${String(path.at(-1))}」がありません。`, remedy: `次のいずれかを書いてください: ${words.join('、')}` }]
      return [{ path, message: `「${String(found)}」は使えません。`, remedy: instead(String(found), words) }]
    }
    case 'invalid_union': {
      if (found === undefined)
        return [
          {
            path,
            message: `「${String(path.at(-1))}」がありません。`,
            remedy: japanese.test(issue.message) ? issue.message : '書き加えてください。',
          },
        ]
      const branch = isEmpty(found) ? null : likeliest(issue.errors)
      if (branch) return branch.flatMap((inner) => faultsOf(inner, path, value, keysAt))
      return [
        { path, message: '書き方が違います。', remedy: japanese.test(issue.message) ? issue.message : '説明書の例に合わせてください。' },
      ]
    }
    case 'invalid_key':
      return [{ path, atKey: true, message: `キー「${String(path.at(-1))}」の形が違います。`, remedy: issue.issues[0]?.message ?? '' }]
    case 'invalid_format':
      return [{ path, message: `「${String(found)}」の形が違います。`, remedy: issue.message }]
    case 'too_small':
      if (issue.origin === 'array')
        return [{ path, message: `${issue.minimum}件以上要ります。`, remedy: '- で始まる行を書き加えてください。' }]
      if (issue.origin === 'string') return [{ path, message: '空にできません。', remedy: '文字を書いてください。' }]
      return [{ path, message: `${String(found)} は小さすぎます。`, remedy: `${issue.minimum} 以上にしてください。` }]
    case 'too_big':
      return [{ path, message: `${String(found)} は大きすぎます。`, remedy: `${issue.maximum} 以下にしてください。` }]
    default:
      return [{ path, message: issue.message }]
  }
}

const typeName = (expected: string) => typeNames[expected] ?? expected

const nameOf = (found: unknown): string => {
  if (found === null) return '空の値'
  if (Array.isArray(found)) return typeName('array')
  return typeof found === 'object' ? typeName('object') : `${typeName(typeof found)} ${JSON.stringify(found)} `
}

const quoteHint = (expected: string, found: unknown) =>
  expected === 'string' && typeof found !== 'object' ? `引用符で囲みます: '${String(found)}'` : ''

const isEmpty = (found: unknown) => typeof found === 'object' && found !== null && Object.keys(found).length === 0

function at(value: unknown, path: PropertyKey[]): unknown {
  let found = value
  for (const part of path) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, part)) return undefined
    found = (found as Record<PropertyKey, unknown>)[part]
  }
  return found
}

/** The branch of a union that was meant: the one that finds the least wrong. Null when two fit equally badly. */
function likeliest(branches: Issue[][]): Issue[] | null {
  const cost = (issue: Issue) => {
    if (issue.code === 'unrecognized_keys') return 3 * issue.keys.length
    if (issue.path.length === 0 && (issue.code === 'invalid_type' || issue.code === 'invalid_value')) return 5
    return issue.code === 'invalid_type' ? 2 : 1
  }
  const ranked = branches
    .map((issues) => ({ issues, cost: issues.reduce((sum, issue) => sum + cost(issue), 0) }))
    .sort((a, b) => a.cost - b.cost)
  const [first, second] = ranked
  return first && first.cost < (second?.cost ?? Infinity) ? first.issues : null
}
