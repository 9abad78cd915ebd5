import { createAdvanceStep } from './advance-step.js'
import { createClaimMails } from './claim-mails.js'
import { createCompareRecords } from './compare-records.js'
import type { Dependencies } from './dependencies.js'
import { lookForFailures } from './look-for-failures.js'
import { createPublishEdition } from './publish-edition.js'
import { createRecord } from './record.js'
import { createRecordCycleAct } from './record-cycle-act.js'
import { createRecordStepAct } from './record-step-act.js'
import { createRelayCommands } from './relay-commands.js'
import { createSeal } from './seal.js'
import { createSendMails } from './send-mails.js'
import { createTurnYear } from './turn-year.js'

export type { Dependencies }
export { lookForFailures }

/** Everything workflows may ask for, on these parts. */
export const createActivities = (deps: Dependencies) => ({
  ...createRecord(deps),
  ...createRecordStepAct(deps),
  ...createRecordCycleAct(deps),
  ...createAdvanceStep(deps),
  ...createPublishEdition(deps),
  ...createTurnYear(deps),
  ...createSeal(deps),
  ...createClaimMails(deps),
  ...createSendMails(deps),
  ...createRelayCommands(deps),
  ...createCompareRecords(deps),
})
