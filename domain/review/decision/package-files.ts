import { draftFiles } from '../../publication/report-files.js'
import { canonical, sha256 } from '../../trail/canonical.js'
import type { PackagedVersion } from './changes.js'
import { type InquiryFacts, inquiryOf, inquiryText } from './inquiry.js'
import { inquiryPage } from './inquiry-page.js'

/** One file of a package (起案の資料). */
export interface PackageFile {
  path: string
  content: string
}

/** What a package is made from. Times are those of the city's clock. */
export interface PackageInput extends InquiryFacts {
  versions: PackagedVersion[]
  /** pictures that the report shows: file and SHA-256; their bytes are put beside the pages */
  pictures: { file: string; hash: string }[]
}

export const reportFolder = '報告書（案）'

/** The list that later tells what was in a package: versions, files, and the head of the trail. */
export const packageList = (input: PackageInput, files: { path: string; hash: string }[]): string =>
  `${canonical({
    junkan: 'decision-package/1',
    no: input.no,
    at: input.at,
    cycle: input.report.cycle,
    trailHead: input.report.trailHead,
    versions: input.versions,
    files,
  })}\n`

/** Lines as `sha256sum --check` reads them, with the versions and the trail's head as comments of people beneath. */
function hashLines(input: PackageInput, files: { path: string; hash: string }[]): string {
  const { trailHead } = input.report
  return [
    ...files.map(({ path, hash }) => `${hash}  ${path}`),
    '',
    `# 経過記録の末尾：${trailHead.no}番 ${trailHead.hash}`,
    `# （junkan trail verify で、この番号の行のハッシュ値が記録の鎖にあることを確かめられます）`,
    '# 基にした版（SHA-256）',
    ...input.versions.map(({ of, name, versionId, hash }) => `# ${hash ?? '該当なし'}  ${of}  ${name}${versionId ? `  ${versionId}` : ''}`),
    '',
  ].join('\n')
}

/**
 * The files of a package besides the pictures' bytes: 伺い文, the report's draft, the list of hashes. Pure: the same input makes the same
 * files, byte for byte. What the finance section is still consulted about is in none of them before its embargo ends (the report's builder).
 */
export function packageFiles(input: PackageInput): PackageFile[] {
  const inquiry = inquiryOf(input)
  const files: PackageFile[] = [
    { path: '伺い文.txt', content: inquiryText(inquiry) },
    { path: '伺い文.html', content: inquiryPage(inquiry) },
    ...draftFiles(input.report).map(({ path, content }) => ({ path: `${reportFolder}/${path}`, content })),
  ]
  const hashed = [
    ...files.map(({ path, content }) => ({ path, hash: sha256(content) })),
    ...input.pictures.map(({ file, hash }) => ({ path: `${reportFolder}/${file}`, hash })),
  ]
  return [
    ...files,
    { path: 'ハッシュ値一覧.txt', content: hashLines(input, hashed) },
    { path: '一覧.json', content: packageList(input, hashed) },
  ]
}
