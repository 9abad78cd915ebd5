import type { SampleKey } from '../app/letters/letter-samples.js'
import { withQuery } from './paths.js'

/** 文面 */
export const lettersPath = (city: string): string => `/${city}/letters`

/** The file of a wording: of its number, of the shipped one (0), or of the one in force. */
export const lettersFilePath = (city: string, no: number | null = null): string => withQuery(`${lettersPath(city)}/letters.yaml`, { no })

const query = ({ kind, tone, full }: SampleKey) => ({ kind, tone, sample: full ? null : 'least' })
export const samplePath = (city: string, key: SampleKey): string => withQuery(lettersPath(city), query(key))
/** The HTML that the recipient's mail program shows. */
export const sampleHtmlPath = (city: string, key: SampleKey): string => withQuery(`${lettersPath(city)}/mail.html`, query(key))
