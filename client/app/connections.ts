import type { Client } from '@temporalio/client'
import type { Database } from '../../prisma/db.js'

/** What the application works with: the records, and the engine. */
export interface Connections {
  db: Database
  temporal: Client
  taskQueue: string
}

/** The one task queue of an installation, unless it is configured otherwise. */
export const defaultTaskQueue = 'junkan'
