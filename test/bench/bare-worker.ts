// A worker for bare workflows, in a process of its own as ours is. Prints {"ready":true}.
import { fileURLToPath } from 'node:url'
import { NativeConnection, Runtime, Worker } from '@temporalio/worker'

Runtime.install({ shutdownSignals: ['SIGTERM'], logger: { log() {}, trace() {}, debug() {}, info() {}, warn() {}, error: console.error } })
const connection = await NativeConnection.connect({ address: process.env['TEMPORAL_ADDRESS'] ?? '' })
const worker = await Worker.create({
  connection,
  namespace: 'default',
  taskQueue: 'bench-bare',
  workflowsPath: fileURLToPath(new URL('./bare-workflow.ts', import.meta.url)),
  activities: { nothing: async (n: number) => n },
  // As worker/create-worker.ts has them.
  maxCachedWorkflows: 150,
  maxConcurrentActivityTaskExecutions: 24,
})
const ran = worker.run()
console.log(JSON.stringify({ ready: true }))
await ran
await connection.close()
