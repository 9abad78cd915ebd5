import { formatTime } from '../../../../../domain/calendar/date-words.js'
import { timeOf } from '../../../../../domain/calendar/instants.js'
import type { Instant } from '../../../../../domain/process/command.js'
import type { AgendaKind, MeetingState, Openness, Presence } from '../../../../../domain/review/meeting.js'
import type { StateWord } from '../../../../app/views/words.js'

export const meetingStateWord: Record<MeetingState, StateWord> = {
  planned: { word: '予定', shape: '○', tone: 'quiet' },
  written: { word: '書面開催', shape: '◇', tone: 'active' },
  held: { word: '開催済み', shape: '●', tone: 'done' },
  cancelled: { word: '中止', shape: '×', tone: 'quiet' },
}

export const minutesStateWord: Record<string, StateWord> = {
  none: { word: '未作成', shape: '○', tone: 'quiet' },
  draft: { word: '案を作成中', shape: '◔', tone: 'active' },
  asked: { word: '委員が確認中', shape: '◑', tone: 'active' },
  confirmed: { word: '確定・未公表', shape: '◕', tone: 'active' },
  published: { word: '公表済み', shape: '●', tone: 'done' },
}

export const opennessWord: Record<Openness, string> = { open: '公開', partly: '一部非公開', closed: '非公開' }
export const agendaKindWord: Record<AgendaKind, string> = { consult: '審議', report: '報告', decide: '議決' }
export const replyWord: Record<Presence, string> = { attend: '出席', online: 'オンライン', absent: '欠席' }
/** 書面開催: who answered in writing */
export const writtenWord: Record<Presence, string> = { attend: '書面で回答', online: 'オンラインで回答', absent: '回答なし' }

export const presenceWord = (state: MeetingState, present: Presence): string => (state === 'written' ? writtenWord : replyWord)[present]

export const choices = <Id extends string>(words: Record<Id, string>): { id: string; word: string }[] =>
  Object.entries<string>(words).map(([id, word]) => ({ id, word }))

/** 14時から16時まで */
export const hoursWord = (startsAt: Instant, endsAt: Instant | null): string =>
  `${formatTime(timeOf(startsAt))}から${endsAt === null ? '' : `${formatTime(timeOf(endsAt))}まで`}`
