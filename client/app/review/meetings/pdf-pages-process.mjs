// Looks whether a PDF that was uploaded can go into the materials: its bytes from standard input, `{ pages }` or `{ fault, said }` as JSON to
// standard output. The compiler itself is asked, and sets every page once: what it can read here it can read when the materials are made.
import { buffer } from 'node:stream/consumers'
import { compilerWith } from './pdf-compiler.mjs'

const name = 'paper.pdf'
const most = Number(process.argv[2])
const compiler = compilerWith([{ name, bytes: await buffer(process.stdin) }])
const fault = (kind, said) => ({ fault: kind, said: String(said).slice(0, 300) })

/** A page that no document has: the compiler's complaint says how many there are. */
function look() {
  const said = JSON.stringify(compiler.compile({ mainFileContent: `#image("${name}", page: 999999)` }).takeDiagnostics()?.shortDiagnostics)
  const pages = Number(/document only has (\d+) page/.exec(said)?.[1] ?? 0)
  if (pages === 0) return fault(/encrypted|password/.test(said) ? 'encrypted' : 'unreadable', said)
  if (pages > most) return { pages }
  compiler.pdf({ mainFileContent: Array.from({ length: pages }, (_, at) => `#image("${name}", page: ${at + 1})`).join('\n') }, {})
  return { pages }
}

let found
try {
  found = look()
} catch (error) {
  found = fault('unreadable', JSON.stringify(error))
}
process.stdout.write(JSON.stringify(found))
