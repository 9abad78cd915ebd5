import { type Document, isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument, type YAMLError } from 'yaml'
import type { Fault, Problem } from './problem.js'

/** A YAML text that can tell on which line each value stands. */
export interface YamlSource {
  /** the plain value; meaningless when `readable` is false */
  value: unknown
  /** false: the text is no YAML, so nothing else can be said about it */
  readable: boolean
  /** syntax errors and duplicate keys */
  problems: Problem[]
  problemAt(fault: Fault): Problem
}

/** Parses a definition's text (YAML 1.2, one document). Never throws: what YAML refuses is a problem with its line. */
export function readYaml(source: string, file: string): YamlSource {
  const counter = new LineCounter()
  const document = parseDocument(source, { lineCounter: counter, prettyErrors: false, uniqueKeys: true })
  const at = (offset: number) => {
    const { line, col } = counter.linePos(Math.min(offset, source.length))
    return { line: Math.max(line, 1), column: Math.max(col, 1) }
  }
  const problems = document.errors.map((error) => ({ file, ...at(error.pos[0]), path: '', ...syntaxSentence(error, source) }))
  let value: unknown
  let readable = document.errors.every((error) => error.code === 'DUPLICATE_KEY')
  if (readable) {
    try {
      value = document.toJS({ maxAliasCount: 100 })
    } catch (error) {
      readable = false
      problems.push({
        file,
        ...at(0),
        path: '',
        message: `別名（*）を値に展開できません（${error instanceof Error ? error.message : String(error)}）。`,
        remedy: '参照先の &名前 を先に書くか、別名を使わずに書いてください。',
      })
    }
  }
  return {
    value,
    readable,
    problems,
    problemAt: ({ path, atKey, message, remedy }) => ({
      file,
      ...at(offsetOf(document, path, atKey ?? false)),
      path: pathText(value, path),
      message,
      ...(remedy === undefined ? {} : { remedy }),
    }),
  }
}

/** Where the value at a path begins; where the path ends early (a missing key), what should have held it. */
function offsetOf(document: Document, path: PropertyKey[], atKey: boolean): number {
  let node: unknown = document.contents
  let offset = startOf(node) ?? 0
  for (const [index, part] of path.entries()) {
    if (isAlias(node)) node = node.resolve(document)
    let next: unknown
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(part))
      if (!pair) break
      next = pair.value
      offset = startOf(pair.key) ?? offset
      if (atKey && index === path.length - 1) return offset
    } else if (isSeq(node)) next = node.items[Number(part)]
    else break
    const start = startOf(next)
    if (start === undefined) break
    offset = start
    node = next
  }
  return offset
}

const startOf = (node: unknown): number | undefined => (node as Node | null | undefined)?.range?.[0]

/** `['steps', 3, 'asks', 0]` → `steps[sheet-forecast].asks[0]`: an item with an id is named by it, as people know it. */
function pathText(value: unknown, path: PropertyKey[]): string {
  let at = value
  let text = ''
  for (const part of path) {
    at = typeof at === 'object' && at !== null ? (at as Record<PropertyKey, unknown>)[part] : undefined
    if (typeof part === 'number') {
      const id = typeof at === 'object' && at !== null ? (at as Record<string, unknown>).id : undefined
      text += `[${typeof id === 'string' ? id : part}]`
    } else text += text === '' ? String(part) : `.${String(part)}`
  }
  return text
}

function syntaxSentence(error: YAMLError, source: string): { message: string; remedy: string } {
  switch (error.code) {
    case 'DUPLICATE_KEY': {
      const key = /^[^\s:#]+/.exec(source.slice(error.pos[0]))?.[0] ?? ''
      return { message: `同じ場所に「${key}」が二度書かれています。`, remedy: 'どちらか一方を消してください。' }
    }
    case 'TAB_AS_INDENT':
      return { message: '字下げにタブが使われています。', remedy: '半角の空白2つにしてください。' }
    case 'BAD_INDENT':
      return { message: '字下げがそろっていません。', remedy: '前後の行と同じ数の半角空白にしてください。' }
    case 'MISSING_CHAR':
      return { message: '閉じる記号か「: 」が足りません。', remedy: '引用符・かっこの対と、「キー: 値」の形を確かめてください。' }
    case 'MULTIPLE_DOCS':
      return { message: '一つのファイルに文書が二つあります（---）。', remedy: '実施要領は一つのファイルに一つだけ書いてください。' }
    case 'MULTILINE_IMPLICIT_KEY':
    case 'BLOCK_AS_IMPLICIT_KEY':
      return { message: 'キーと値の区切りが読み取れません。', remedy: '「: 」を含む文は引用符で囲み、キーは1行に書いてください。' }
    default:
      return {
        message: `YAML として読めません（${error.code}: ${error.message}）。`,
        remedy: 'この行の前後の字下げ・引用符・かっこを確かめてください。',
      }
  }
}
