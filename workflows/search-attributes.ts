import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common'

/**
 * What an auditor can search by with nothing but Temporal's own tools. Keywords are kept in plain text: register keys
 * only, never names of people or content.
 */
export const searchAttribute = {
  city: defineSearchAttributeKey('City', SearchAttributeType.KEYWORD),
  definition: defineSearchAttributeKey('CycleDefinition', SearchAttributeType.KEYWORD),
  fiscalYear: defineSearchAttributeKey('FiscalYear', SearchAttributeType.INT),
  step: defineSearchAttributeKey('Step', SearchAttributeType.KEYWORD),
  subject: defineSearchAttributeKey('Subject', SearchAttributeType.KEYWORD),
  state: defineSearchAttributeKey('State', SearchAttributeType.KEYWORD),
  department: defineSearchAttributeKey('Department', SearchAttributeType.KEYWORD),
}
