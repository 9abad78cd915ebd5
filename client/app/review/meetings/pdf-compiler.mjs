// The compiler that sets PDFs, with our typeface. Plain JavaScript, like the programs that use it.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'

const { resolve } = createRequire(import.meta.url)
const fonts = ['400Regular/BIZUDPGothic_400Regular.ttf', '700Bold/BIZUDPGothic_700Bold.ttf']
const workspace = import.meta.dirname

/** @param {{ name: string, bytes: Buffer }[]} files files that the markup may name */
export function compilerWith(files) {
  const fontBlobs = fonts.map((font) => readFileSync(resolve(`@expo-google-fonts/biz-udpgothic/${font}`)))
  const compiler = NodeCompiler.create({ workspace, fontArgs: [{ fontBlobs }] })
  for (const { name, bytes } of files) compiler.mapShadow(join(workspace, name), bytes)
  return compiler
}
