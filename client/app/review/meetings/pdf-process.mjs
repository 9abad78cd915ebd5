// Sets one document: Typst's markup from standard input, a PDF to standard output. It runs as a process of its own, so that its memory
// (250 MB) is given back and the pages go on meanwhile. Plain JavaScript: it starts as it is.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { text } from 'node:stream/consumers'
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'

const { resolve } = createRequire(import.meta.url)
const fonts = ['400Regular/BIZUDPGothic_400Regular.ttf', '700Bold/BIZUDPGothic_700Bold.ttf']
const fontBlobs = fonts.map((font) => readFileSync(resolve(`@expo-google-fonts/biz-udpgothic/${font}`)))

const compiler = NodeCompiler.create({ workspace: import.meta.dirname, fontArgs: [{ fontBlobs }] })
process.stdout.write(compiler.pdf({ mainFileContent: await text(process.stdin) }, { creationTimestamp: 0 }))
