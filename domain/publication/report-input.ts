import type { Definition } from '../definition/schema.js'
import type { Instant } from '../process/command.js'

/** A line of the year's register. */
export interface RegisterLine {
  key: string
  kind: string
  article: number
  name: string
  departmentName: string
  verified: boolean
  priority: boolean
  form: string
  /** key of the programme it is executed together with */
  sharedWith: string | null
  components: { name: string; article?: number | undefined; note?: string | undefined }[]
  note: string | null
}

/** A version that was accepted, or (attested) the statement that there is nothing to report. */
export interface AcceptedVersion {
  step: string
  /** a programme's key, `article-12`, `cross-cutting`, or the subject of an ask that is asked once */
  subject: string
  form: string
  round: string | null
  versionId: string | null
  hash: string | null
  /** `{[field id]: value}`; null when attested */
  content: unknown
  attested: boolean
}

/** A picture as it is kept, besides its bytes. */
export interface StoredPicture {
  /** SHA-256 of its bytes */
  id: string
  mediaType: string
  /** pixels */
  width: number
  height: number
}

export interface ReportInput {
  definition: Definition
  fiscalYear: number
  /** 1 = the first; a later correction is a new edition */
  edition: number
  publishedAt: Instant
  trailHead: { no: number; hash: string }
  programmes: RegisterLine[]
  accepted: AcceptedVersion[]
  /** those that the accepted versions show, and maybe more */
  pictures: StoredPicture[]
}

/** The accepted versions do not make a report. The message names every place and what to do there. */
export class PublicationError extends Error {
  override readonly name = 'PublicationError'
  constructor(readonly problems: string[]) {
    super(`報告書を作れません。次の点を直してください。\n${problems.map((problem) => `・${problem}`).join('\n')}`)
  }
}
