import type { StoredPicture } from './report-input.js'
import type { PrintedField, ReportModel } from './report-schema.js'

const endings: Record<string, string> = { 'image/jpeg': 'jpg', 'image/png': 'png' }

/** A picture's name among an edition's files: its hash tells whether a copy is the one that was published. */
export const pictureFile = ({ id, mediaType }: Pick<StoredPicture, 'id' | 'mediaType'>): string =>
  `picture-${id}.${endings[mediaType] ?? 'bin'}`

const filesOf = (fields: PrintedField[]): string[] =>
  fields.flatMap((field) => (field.type === 'pictures' ? field.value.map(({ file }) => file) : []))

/** The names of the picture files that a report shows, each once. */
export const picturesShownIn = (report: ReportModel): string[] => [
  ...new Set([
    ...report.articles.flatMap(({ programmes }) => programmes.flatMap(({ fields }) => filesOf(fields))),
    ...[...report.meetings, ...report.chapters].flatMap(({ fields }) => filesOf(fields)),
  ]),
]
