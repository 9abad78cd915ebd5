// Sets one document: from standard input Typst's markup and the files that it names (JSON, bytes as base64), a PDF to standard output. It runs
// as a process of its own, so that its memory (250 MB) is given back and the pages go on meanwhile. Plain JavaScript: it starts as it is.
import { text } from 'node:stream/consumers'
import { compilerWith } from './pdf-compiler.mjs'

const { source, files } = JSON.parse(await text(process.stdin))
const compiler = compilerWith(files.map(({ name, bytes }) => ({ name, bytes: Buffer.from(bytes, 'base64') })))
process.stdout.write(compiler.pdf({ mainFileContent: source }, { creationTimestamp: 0 }))
