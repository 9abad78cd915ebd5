import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { bundleWorkflowCode, type WorkflowBundle, type WorkflowBundleWithSourceMap } from '@temporalio/worker'

/** The one entry of everything that runs inside workflows. */
export const workflowsPath = fileURLToPath(new URL('../workflows/index.ts', import.meta.url))

/** Bundles the workflows as the worker runs them. What gets in is frozen for as long as histories live: a test lists it. */
export const bundleWorkflows = (): Promise<WorkflowBundleWithSourceMap> =>
  bundleWorkflowCode({ workflowsPath, logger: { log() {}, trace() {}, debug() {}, info() {}, warn: console.warn, error: console.error } })

/**
 * The same, made by a process of its own: the bundler takes 200 MiB that a worker would never give back. The bundle made in
 * advance is taken where JUNKAN_WORKFLOW_BUNDLE names it (node stack/bootstrap.mjs bundle FILE).
 */
export async function workflowBundle(): Promise<WorkflowBundle> {
  const made = process.env['JUNKAN_WORKFLOW_BUNDLE']
  if (made) return { code: await readFile(made, 'utf8') }
  const dir = await mkdtemp(join(tmpdir(), 'junkan-bundle-'))
  try {
    const file = join(dir, 'workflows.js')
    const program = fileURLToPath(new URL('./write-bundle.ts', import.meta.url))
    await promisify(execFile)(process.execPath, ['--import', import.meta.resolve('tsx'), program, file])
    return { code: await readFile(file, 'utf8') }
  } finally {
    await rm(dir, { recursive: true, force: true })
  }
}
