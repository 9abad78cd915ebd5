import { Client } from '@temporalio/client'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { createApplication } from '../../client/app/application.js'
import { play } from '../../client/player/player.js'
import { verifyChain } from '../../domain/trail/chain.js'
import { connectTemporal, prepareNamespace } from '../../stack/temporal-connection.js'
import { readConfiguration } from '../../worker/configuration.js'
import { createWorker } from '../../worker/create-worker.js'
import { smallCity } from '../support/bundles.js'
import { type Rig, rigFor } from '../support/rig.js'
import { temporalEnvironment } from '../support/temporal.js'
import { moveTo, until } from './move-clock.js'

let rig: Rig
beforeAll(async () => {
  rig = await rigFor(smallCity())
})
afterAll(() => rig.close())

test('a year whose engine was lost goes on in an empty one, from its records alone, and ends', { timeout: 120_000 }, async () => {
  const { bundle, definition, db, cycle } = rig
  const stopWorker = await rig.startWorker()
  await rig.startYear()
  await moveTo(rig, '2022-05-09T02:00:00.000Z')
  const market = { processId: `${cycle}/cards/market`, post: rig.office, via: 'page' as const, reason: '試験のため' }
  expect((await rig.app.act({ ...market, act: 'extend', dueAt: '2022-06-01T08:00:00.000Z' })).seq).toBe(1)
  await stopWorker()
  const receipt = await rig.app.receive({ ...market, act: 'extend', dueAt: '2022-06-02T08:00:00.000Z' })

  const namespace = `moved-${rig.city}`
  const { connection, config } = await connectTemporal(temporalEnvironment())
  await connection.workflowService.registerNamespace({ namespace, workflowExecutionRetentionPeriod: { seconds: 86_400 * 3 } as never })
  await until('the new namespace is known', async () =>
    prepareNamespace(connection, namespace).then(
      () => true,
      () => false,
    ),
  )
  const { worker, ensureRunning, close } = await createWorker(
    readConfiguration({ DATABASE_URL: rig.database.url, SMTP_URL: rig.mail.url, JUNKAN_TASK_QUEUE: 'moved', LOG_LEVEL: 'fatal' }),
    { connectionOptions: config.connectionOptions, namespace },
    { codePath: inject('workflowBundle') },
    pino({ level: 'silent' }),
  )
  const ran = worker.run()
  await ensureRunning()
  const connections = { db, temporal: new Client({ connection, namespace }), taskQueue: 'moved' }
  const app = createApplication(connections)
  const told = () => db.fault.findMany({ where: { kind: 'missing-workflow', clearedAt: null } })
  await until('what was missing is told', async () => (await told()).length > 0)
  // The step and the five that were asked; the cycle and the courier are simply started.
  expect((await told()).length).toBe(1 + bundle.programmes.length)

  await play(connections, app, { bundle, definition })
  expect((await db.command.findUniqueOrThrow({ where: { id: receipt.id } })).state).toBe('applied')
  expect((await db.process.findUniqueOrThrow({ where: { id: cycle } })).state).toBe('sealed')
  const rows = await db.trail.findMany({ where: { cycleId: cycle }, orderBy: { no: 'asc' } })
  expect(verifyChain(rows, await db.chainHead.findUniqueOrThrow({ where: { cycleId: cycle } }))).toEqual([])
  const mails = await db.mail.findMany()
  expect(rig.mail.taken.map((mail) => mail.messageId).sort()).toEqual(mails.map((mail) => mail.messageId).sort())
  worker.shutdown()
  await ran
  await close()
  await connection.close()
})
