import type { Field } from '../definition/schema.js'

/** What is filled in on the page alone: a workbook takes no pictures along, and nobody rules on what a file shows. It leaves them as they are. */
export const isPageOnly = ({ type }: Pick<Field, 'type'>): boolean => type === 'pictures' || type === 'ruling'
