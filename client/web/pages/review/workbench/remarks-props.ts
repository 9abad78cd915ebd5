import type { NoteLine } from '../../../../../domain/review/notes.js'
import type { DocumentLine } from '../../../../app/review/remarks/documents.js'
import type { Place, Seat } from '../../../../app/review/remarks/remark-places.js'
import type { Said } from '../../../../app/review/workbench/said.js'
import type { SubjectsYear } from '../../../review/office-year.js'

/** What of all that was said is shown. */
export interface RemarkFilter {
  subject: string
  source: string
  seat: string
  /** left | used */
  use: string
}

/** What was typed for recording. */
export interface NotesForm {
  act: string
  key: string
  text: string
  subject: string
  /** a source, or `source|id` of a meeting or hearing */
  where: string
  place: string
  seat: string
  document: string
}

/** What the page of remarks shows. */
export interface RemarksPageProps {
  year: SubjectsYear
  said: Said[]
  total: number
  filter: RemarkFilter
  notes: DocumentLine[]
  seats: Seat[]
  places: Place[]
  formKey: string
  form?: NotesForm
  /** how the typed notes are read: shown before they are recorded */
  lines?: NoteLine[]
  /** name of the file that the text comes from */
  from?: string
  problems?: string[]
  done?: string
}
