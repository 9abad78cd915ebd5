import { formatDate } from '../calendar/date-words.js'
import { dateOf } from '../calendar/instants.js'
import { groupValues, mailValues } from './group-values.js'
import { letterItem } from './letter-item.js'
import type { Letter, LetterGroup, LetterItem, Row, Words } from './letter-shape.js'
import { oneLine, safeLines } from './lines.js'
import type { MailInput, NoticeItem, NoticeKind, Tone } from './mail-input.js'
import type { Scope } from './template.js'
import { byUrgency, toneOf } from './urgency.js'
import type { Letters } from './wording.js'

const has = (item: LetterItem, row: Row): boolean => item.rows.some(({ label, text }) => label === row.label && text === row.text)

const isSame = (a: Words | null, b: Words | null): boolean => a?.lines.join('\n') === b?.lines.join('\n')

/** Twenty sheets asked for at once share their due date and their reason: what all items say alike is said once. */
function group(matters: Matters, mail: MailInput, letters: Letters): LetterGroup {
  const wording = letters.kinds[matters.kind]
  const values = groupValues(matters.kind, matters.items, mail)
  const items = matters.items.map((item) => letterItem(item, wording.dueLabel(values), mailValues(mail), letters.frame))
  const common = items.length < 2 ? [] : (items[0]?.rows.filter((row) => items.every((item) => has(item, row))) ?? [])
  const told = items.length > 1 && items.every((item) => isSame(item.told, items[0]?.told ?? null)) ? (items[0]?.told ?? null) : null
  return {
    heading: wording.heading[matters.tone](values),
    explanation: wording.explanation[matters.tone](values),
    told,
    common,
    items: items.map((item) => ({
      ...item,
      rows: item.rows.filter(({ label }) => !common.some((row) => row.label === label)),
      told: told ? null : item.told,
    })),
  }
}

interface Matters {
  kind: NoticeKind
  tone: Tone
  items: NoticeItem[]
}

/** Matters that are spoken of in the same words: of one kind, alike to be handed in or not, alike for the section's own or a coordinator. */
const isAlike = (a: NoticeItem, b: NoticeItem): boolean =>
  a.kind === b.kind && (a.isSubmission ?? true) === (b.isSubmission ?? true) && (a.toCoordinator ?? false) === (b.toCoordinator ?? false)

/** Matters that are alike stand together, and apart where their tones have words of their own. `items` are in order of urgency. */
function grouped(items: NoticeItem[], letters: Letters): Matters[] {
  const groups: Matters[] = []
  for (const item of items) {
    const { kind } = item
    const { heading, explanation } = letters.kinds[kind]
    const tone = toneOf(item)
    const found = groups.find(
      ({ items: [other], ...one }) =>
        other !== undefined && isAlike(other, item) && heading[one.tone] === heading[tone] && explanation[one.tone] === explanation[tone],
    )
    if (found) found.items.push(item)
    else groups.push({ kind, tone, items: [item] })
  }
  return groups
}

/** Kinds that only tell; nobody has to act by their instant. */
const tells: ReadonlySet<NoticeKind> = new Set([
  'meeting-cancelled',
  'withdrawal',
  'handed-over',
  'attestation',
  'receipt',
  'member-receipt',
  'acceptance',
  'edit',
])

/** Subject and first two lines: what the most urgent kind says; others are counted. The two lines are all that a telephone shows. */
function headLines(items: NoticeItem[], first: NoticeItem, mail: MailInput, { kinds, frame }: Letters): Pick<Letter, 'subject' | 'lead'> {
  const { kind } = first
  const named = items.filter((item) => isAlike(item, first))
  const values = groupValues(kind, named, mail)
  const wording = kinds[kind]
  const tone = toneOf(first)
  const others: Scope | null = items.length > named.length ? { ...mailValues(mail), others: items.length - named.length } : null
  const label = oneLine(wording.dueLabel(values).replaceAll('　', ''))
  const until = tells.has(kind) || !('due' in values) ? wording.leadOtherwise(values) : frame.leadDue({ ...values, dueLabel: label })
  return {
    subject: oneLine(`${wording.subject[tone](values)}${others ? frame.subjectOthers(others) : ''}`),
    lead: [wording.lead[tone](values), `${until}${others ? frame.leadOthers(others) : ''}`],
  }
}

/**
 * The letter (事務連絡) for one mailbox and one dispatch, most urgent matters first. Everything that others wrote is made safe
 * for one line here, so neither a header nor the letter's own lines can be forged from a name.
 * @throws LetterError when the wording asks for a value that is missing; Error when there is nothing to write about.
 */
export function letter(mail: MailInput, letters: Letters): Letter {
  const items = [...mail.items].sort(byUrgency)
  const first = items[0]
  if (!first) throw new Error('送る用件が一件もない連絡は作れません。用件のある宛先だけを渡してください。')
  const { frame } = letters
  const values = mailValues(mail)
  const { subject, lead } = headLines(items, first, mail, letters)
  const contact = mail.contact === undefined ? '' : oneLine(mail.contact)
  return {
    subject,
    lead,
    number: mail.number === undefined ? frame.number(values) : oneLine(mail.number),
    date: formatDate(dateOf(mail.asOf)).replace(/（.*$/, ''),
    to: frame.to(values),
    from: String(values.sender),
    about: subject.replace(/^【[^】]*】/, ''),
    opening: frame.opening(values),
    record: frame.record(values),
    common: frame.common(values),
    groups: grouped(items, letters).map((matters) => group(matters, mail, letters)),
    closing: mail.closing === undefined ? [] : safeLines(mail.closing),
    end: frame.end(values),
    howTo: { label: frame.howToHeading(values), lines: (mail.toMembers ? frame.memberHowTo : frame.howTo).map((line) => line(values)) },
    contact: { label: frame.contactHeading(values), lines: [frame.contact({ ...values, ...(contact === '' ? {} : { contact }) })] },
    footer: (mail.toMembers ? frame.memberFooter : frame.footer).map((line) => line(values)),
  }
}
