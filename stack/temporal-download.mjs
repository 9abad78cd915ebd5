// Lets Temporal's SDK fetch its development server into the folder given, and ends: run by temporal-binary.ts.

import { TestWorkflowEnvironment } from '@temporalio/testing'
import { Runtime } from '@temporalio/worker'

const [downloadDir] = process.argv.slice(2)

// Where nothing answers at all, say so within seconds. A proxy is the SDK's own affair.
if (!process.env.HTTPS_PROXY && !process.env.https_proxy) {
  await fetch('https://temporal.download/', { method: 'HEAD', signal: AbortSignal.timeout(8_000) })
}
Runtime.install({ logger: { log() {}, trace() {}, debug() {}, info() {}, warn() {}, error() {} } })
const environment = await TestWorkflowEnvironment.createLocal({ server: { executable: { type: 'cached-download', downloadDir } } })
await environment.teardown()
