// Preloaded into our own Node processes: when the supervisor dies, whatever the cause, its end of the pipe closes and
// they end too, in an orderly way if they can within ten seconds.
// Preloads run again in every thread; only the process itself holds the pipe.
import { isMainThread } from 'node:worker_threads'

if (isMainThread) {
  process.stdin.on('error', () => {})
  process.stdin.once('close', () => {
    setTimeout(() => process.exit(1), 10_000).unref()
    process.kill(process.pid, 'SIGTERM')
  })
  process.stdin.resume()
  process.stdin.unref()
  // The other pipe is gone as well then: a last line to it must not look like a crash.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})
}
