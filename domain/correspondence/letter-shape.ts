/** A row of a matter: its label and one line. */
export interface Row {
  label: string
  text: string
  /** where it leads, whole: on a line of its own, never wrapped */
  link?: string
}

/** What a person wrote, under its label. */
export interface Words {
  label: string
  lines: string[]
}

/** One matter as the letter lists it. */
export interface LetterItem {
  name: string
  rows: Row[]
  remarks: { field: string; lines: string[] }[]
  note: Words | null
  /** what was said before, oldest first */
  told: Words | null
}

/** Matters of one kind under one heading. */
export interface LetterGroup {
  heading: string
  explanation: string
  /** what was said before of every item alike, said once */
  told: Words | null
  /** what holds of every item of the group alike, said once */
  common: Row[]
  items: LetterItem[]
}

/** What a mail says, before it is set as text or HTML: both are made from it, so they cannot differ. */
export interface Letter {
  subject: string
  /** what to do, and by when */
  lead: [string, string]
  number: string
  date: string
  to: string
  from: string
  /** the subject as the letter names it: without the mark 【…】 that sorts the mailbox */
  about: string
  opening: string
  record: string
  common: string
  groups: LetterGroup[]
  closing: string[]
  end: string
  howTo: Words
  contact: Words
  footer: string[]
}
