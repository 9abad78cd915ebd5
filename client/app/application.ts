import { applyCommand, type Outcome } from './apply.js'
import type { Connections } from './connections.js'
import { ensureRunning } from './ensure-running.js'
import { type Receipt, receive } from './receive.js'
import type { Request } from './request.js'
import { type NewCycle, startCycle } from './start-cycle.js'

/** What pages, the command line and the player do anything through. */
export interface Application {
  startCycle(cycle: NewCycle): Promise<string>
  /** receives a command and hands it over; the outcome may still be `received` */
  act(request: Request): Promise<Outcome>
  receive(request: Request): Promise<Receipt>
  apply(commandId: string): Promise<Outcome>
  ensureRunning(city: string): Promise<void>
}

export const createApplication = (connections: Connections): Application => ({
  startCycle: (cycle) => startCycle(connections, cycle),
  async act(request) {
    const receipt = await receive(connections, request)
    return applyCommand(connections, receipt.id)
  },
  receive: (request) => receive(connections, request),
  apply: (commandId) => applyCommand(connections, commandId),
  ensureRunning: (city) => ensureRunning(connections, city),
})
