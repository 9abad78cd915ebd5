import type { FC } from 'hono/jsx'
import type { MemberYear } from '../../../../app/review/member/member-years.js'
import { Page } from '../../../layout.js'
import { memberPath } from '../../../member-paths.js'
import { NotReleased, WhereInYear } from './member-parts.js'

const words = {
  withdrawn: 'この施策のシートは取り下げられたため、この年度は御意見をお願いしていません。',
  'asked-nothing': 'この年度は、書面での御意見をお願いしていません。',
}

/** A programme that cannot be read or spoken of now, and why. */
export const MemberClosedPage: FC<{ year: MemberYear; name: string; why: 'unreleased' | keyof typeof words }> = ({ year, name, why }) => (
  <Page title={name} here={memberPath}>
    <WhereInYear year={year} back />
    {why === 'unreleased' ? <NotReleased /> : <p class="notice">{words[why]}</p>}
  </Page>
)
