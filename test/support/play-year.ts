// Plays the year whose bundle and definition are in the file named by the first argument, on the parts named by
// the environment (`rig.workerEnvironment()`). Prints {"ready":true} when it begins and {"sealed":…} at the end.
import { readFileSync } from 'node:fs'
import { Client } from '@temporalio/client'
import { createApplication } from '../../client/app/application.js'
import { play } from '../../client/player/player.js'
import { openDatabase } from '../../prisma/db.js'
import { connectTemporal } from '../../stack/temporal-connection.js'
import type { Year } from './in-city.js'

const { bundle, definition } = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as Year
const { connection, namespace } = await connectTemporal()
const db = openDatabase(process.env['DATABASE_URL'] ?? '', { applicationName: 'player' })
const connections = { db, temporal: new Client({ connection, namespace }), taskQueue: process.env['JUNKAN_TASK_QUEUE'] ?? '' }
console.log(JSON.stringify({ ready: true }))
const cycle = await play(connections, createApplication(connections), { bundle, definition })
console.log(JSON.stringify({ sealed: cycle }))
await db.$disconnect()
await connection.close()
process.exit()
