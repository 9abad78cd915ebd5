import { sha256 } from '../trail/canonical.js'
import type { ReportModel } from './report-schema.js'

/** report.json as it is published: what its hash is taken of, so that `sha256sum report.json` gives the number in the footer. */
export const reportJson = (report: ReportModel): string => `${JSON.stringify(report, null, 2)}\n`

/** SHA-256 of report.json, 64 hexadecimal digits. */
export const reportHash = (report: ReportModel): string => sha256(reportJson(report))
