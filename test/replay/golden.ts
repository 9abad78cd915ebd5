import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js'

/** What was recorded of one run of a workflow: closed, or in the middle of its life. */
export interface GoldenHistory {
  /** what happened in it, as the file is named */
  name: string
  workflowId: string
  history: { events: RecordedEvent[] }
}
interface RecordedEvent {
  eventType: string
  [attributes: string]: unknown
}

const folder = new URL('./histories/', import.meta.url)

/** The histories that the present workflows must be able to go on from. */
export async function readGolden(): Promise<GoldenHistory[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.json')).sort()
  return Promise.all(
    files.map(
      async (file) =>
        ({ ...(JSON.parse(await readFile(new URL(file, folder), 'utf8')) as object), name: file.slice(0, -5) }) as GoldenHistory,
    ),
  )
}

/** Replaces all golden histories: there is no such thing as mending one by hand. */
export async function writeGolden(
  histories: { name: string; workflowId: string; history: Parameters<typeof historyToJSON>[0] }[],
): Promise<void> {
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  for (const { name, workflowId, history } of histories) {
    const { events } = JSON.parse(historyToJSON(history)) as { events: RecordedEvent[] }
    const lines = events.map((event) => JSON.stringify(withoutPlace(event)))
    await writeFile(
      new URL(`${name}.json`, folder),
      `{"workflowId":${JSON.stringify(workflowId)},"history":{"events":[\n${lines.join(',\n')}\n]}}\n`,
    )
  }
}

/** Which machine it was, and what only the server needs: nothing of it belongs into a repository, and replay does not look at it. */
const place = new Set([
  'identity',
  'taskId',
  'version',
  'requestId',
  'links',
  'header',
  'binaryChecksum',
  'meteringMetadata',
  'userMetadata',
  'stickyAttributes',
])

function withoutPlace<T>(value: T): T {
  if (Array.isArray(value)) return value.map(withoutPlace) as T
  if (typeof value !== 'object' || value === null) return value
  const kept = Object.entries(value).filter(([key, part]) => !place.has(key) && part !== null && !isSticky(key, part))
  return Object.fromEntries(kept.map(([key, part]) => [key, withoutPlace(part)])) as T
}

/** The name of a worker's own queue says its process and its host. */
const isSticky = (key: string, part: unknown): boolean =>
  key === 'taskQueue' && (part as { kind?: string }).kind === 'TASK_QUEUE_KIND_STICKY'
