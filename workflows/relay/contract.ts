export interface RelayActivities {
  /** Sends commands again that were received over 30 seconds ago and not applied; says how many. */
  relayCommands(city: string): Promise<number>
}
export interface HousekeepingActivities {
  /** Compares open workflows with open projections, and looks for workflows whose tasks fail; differences become faults. */
  compareRecords(city: string): Promise<number>
}
