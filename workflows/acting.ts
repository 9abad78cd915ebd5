import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow'
import type { Command, Recorded } from '../domain/process/command.js'

/** The one way to ask a running flow for something: an Update whose id is the command's id. Refusals are typed failures. */
export const act = defineUpdate<Recorded<unknown>, [Command]>('act')

/** Look at PostgreSQL again: something you react to has changed. Only a hint; what changed is read from the records. */
export const poke = defineSignal('poke')

/** Where the flow stands, as it sees itself: `{state, seq}`. */
export const status = defineQuery<{ state: unknown; seq: number }>('status')

/** Steps, cycles and the courier go on as new runs at this many events; the server only suggests it at 4,096. */
export const eventsPerRun = 2_000
