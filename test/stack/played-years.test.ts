import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { rememberYears, yearsToPlay } from '../../stack/played-years.js'

const shipped = ['bundles/kawasaki-sme-ordinance-2016.json']
const both = [...shipped, 'bundles/kawasaki-sme-ordinance-2017.json']
const whole = (files: string[]) => ({ bundles: files.map((file) => resolve(file)) })
let dir: string
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'junkan-years-'))
})
afterAll(() => rm(dir, { recursive: true, force: true }))

describe('a plain start', () => {
  it('plays the shipped year in an empty folder', async () => {
    expect(await yearsToPlay(dir, {})).toEqual(whole(shipped))
  })

  it('goes on with both years where two were begun, so that neither falls behind the clock', async () => {
    const begun = await yearsToPlay(dir, { bundles: both })
    expect(begun).toEqual(whole(both))
    await rememberYears(dir, begun)
    expect(await yearsToPlay(dir, {})).toEqual(whole(both))
    expect(await yearsToPlay(dir, { bundles: shipped })).toEqual(whole(shipped))
    await expect(yearsToPlay(dir, { definition: 'my-city.yaml' })).rejects.toThrow('--definition is for one --bundle')
  })

  it('finds files that were moved together with the folder, and a definition of their own', async () => {
    const at = (place: string) => ({ bundles: [join(dir, place, 'year.json')], definition: join(dir, place, 'city.yaml') })
    await rememberYears(join(dir), at('.'))
    const moved = `${dir}-moved`
    await rename(dir, moved)
    expect(await yearsToPlay(moved, {})).toEqual({ bundles: [join(moved, 'year.json')], definition: join(moved, 'city.yaml') })
    dir = moved
  })

  it.each(['{"bundles": [', 'null', '{}', '{"bundles": []}', '{"bundles": [1]}', '{"bundles": ["a.json"], "definition": 1}'])(
    'says which file of the last start is broken (%s), and that naming the bundles mends it',
    async (broken) => {
      const file = join(dir, 'played.json')
      await writeFile(file, broken)
      await expect(yearsToPlay(dir, {})).rejects.toThrow(`${file} cannot be read`)
      await expect(yearsToPlay(dir, {})).rejects.toThrow('--bundle')
      expect(await yearsToPlay(dir, { bundles: both })).toEqual(whole(both))
    },
  )
})
