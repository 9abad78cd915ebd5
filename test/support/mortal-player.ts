import { createApplication } from '../../client/app/application.js'
import type { Connections } from '../../client/app/connections.js'
import { playYears } from '../../client/player/player.js'
import type { Database } from '../../prisma/db.js'
import type { Rig, Year } from './rig.js'

/**
 * Plays years by players that die one after another: each as soon as a transaction of its own has raised `done`, until one comes to the end.
 * @param done how much of what is looked at stands in the records
 * @returns how many died
 */
export async function playByMortals({ connections, db }: Rig, years: Year[], done: () => Promise<number>): Promise<number> {
  for (let deaths = 0; ; deaths += 1) {
    const before = await done()
    const transaction = async (...given: unknown[]) => {
      const result = await (db.$transaction as (...all: unknown[]) => Promise<unknown>)(...given)
      if ((await done()) > before) throw new Error('killed')
      return result
    }
    const mortal = new Proxy(db, { get: (of, name) => (name === '$transaction' ? transaction : Reflect.get(of, name)) }) as Database
    const dying: Connections = { ...connections, db: mortal }
    try {
      await playYears(dying, createApplication(dying), years, {})
      return deaths
    } catch (error) {
      if (!(error instanceof Error && error.message === 'killed')) throw error
    }
  }
}
