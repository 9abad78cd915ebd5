// A worker for bare workflows, in a process of its own as ours is. With DATABASE_URL each activity is one commit by plain pg, without
// it nothing. Prints {"ready":true}.
import { fileURLToPath } from 'node:url'
import { NativeConnection, Runtime, Worker } from '@temporalio/worker'
import pg from 'pg'

Runtime.install({ shutdownSignals: ['SIGTERM'], logger: { log() {}, trace() {}, debug() {}, info() {}, warn() {}, error: console.error } })
const connection = await NativeConnection.connect({ address: process.env['TEMPORAL_ADDRESS'] ?? '' })
const database = process.env['DATABASE_URL']
const pool = database ? new pg.Pool({ connectionString: database, max: 12 }) : null
await pool?.query('CREATE TABLE bare_act (no bigserial PRIMARY KEY, n int NOT NULL, body text NOT NULL)')
/** as long as a row of a trail */
const body = 'x'.repeat(400)

const worker = await Worker.create({
  connection,
  namespace: 'default',
  taskQueue: 'bench-bare',
  workflowsPath: fileURLToPath(new URL('./bare-workflow.ts', import.meta.url)),
  activities: {
    async act(n: number) {
      await pool?.query({ name: 'act', text: 'INSERT INTO bare_act (n, body) VALUES ($1, $2)', values: [n, body] })
      return n
    },
  },
  // As worker/create-worker.ts has them.
  maxCachedWorkflows: 150,
  maxConcurrentActivityTaskExecutions: 24,
})
const ran = worker.run()
console.log(JSON.stringify({ ready: true }))
await ran
await pool?.end()
await connection.close()
