import { readFile } from 'node:fs/promises'
import { join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { keep } from './addresses.js'
import { StackError } from './stack-error.js'

/** The files of the years that a start plays. */
export interface PlayedFiles {
  bundles: string[]
  /** of the one bundle, when its definition is not in definitions/ */
  definition?: string
}

const shipped = fileURLToPath(new URL('../bundles/kawasaki-sme-ordinance-2016.json', import.meta.url))

const fileIn = (dir: string): string => join(dir, 'played.json')

/**
 * What is to be played in `dir`: the bundles that are named, else those of the last start there, else the shipped one. Two years that were begun
 * together go on together: their city has one clock, and a year whose people stay away falls behind for good.
 * @throws StackError when a definition is named for several bundles, or what was kept of the last start cannot be read
 */
export async function yearsToPlay(dir: string, named: Partial<PlayedFiles>): Promise<PlayedFiles> {
  const last = named.bundles ? null : await readLast(dir)
  const bundles = named.bundles ?? last?.bundles ?? [shipped]
  const definition = named.definition ?? last?.definition
  if (definition !== undefined && bundles.length > 1)
    throw new StackError('--definition is for one --bundle: put the others into definitions/.', 2)
  return { bundles: bundles.map((file) => resolve(file)), ...(definition === undefined ? {} : { definition: resolve(definition) }) }
}

/** Keeps what is played in `dir` for the next start. Relative to it, so that a folder that was moved still finds its own files. */
export const rememberYears = (dir: string, { bundles, definition }: PlayedFiles): Promise<void> =>
  keep(fileIn(dir), {
    bundles: bundles.map((file) => relative(dir, file)),
    ...(definition === undefined ? {} : { definition: relative(dir, definition) }),
  })

async function readLast(dir: string): Promise<PlayedFiles | null> {
  const text = await readFile(fileIn(dir), 'utf8').catch(() => null)
  if (text === null) return null
  const { bundles, definition } = readKept(text, fileIn(dir))
  return {
    bundles: bundles.map((file) => resolve(dir, file)),
    ...(definition === undefined ? {} : { definition: resolve(dir, definition) }),
  }
}

function readKept(text: string, file: string): PlayedFiles {
  const isName = (value: unknown) => typeof value === 'string' && value !== ''
  try {
    const kept = JSON.parse(text) as Partial<PlayedFiles> | null
    const { bundles, definition } = kept ?? {}
    if (Array.isArray(bundles) && bundles.length > 0 && bundles.every(isName) && (definition === undefined || isName(definition)))
      return kept as PlayedFiles
  } catch {
    // no JSON at all: the same sentence
  }
  throw new StackError(
    `${file} cannot be read, so the years of the last start here are not known: name them with --bundle FILE, which writes it anew.`,
    2,
  )
}
