import type { Application } from '../../application.js'
import type { Connections } from '../../connections.js'
import type { MeetingWord } from './act-on-meeting.js'
import { answerInvitation, type Reply } from './answer-invitation.js'
import { type HandingIn, handInRecord } from './hand-in-record.js'
import { listMeetings, stepsWithoutMeeting } from './list-meetings.js'
import * as materials from './materials.js'
import { materialsStanding } from './materials-standing.js'
import { meetingCalendar } from './meeting-calendar.js'
import type { MeetingView } from './meeting-view.js'
import * as minutes from './minutes.js'
import { foreseeMove, type Move, moveMeeting } from './move-meeting.js'
import * as papers from './papers.js'
import { type NewMeeting, planMeeting } from './plan-meeting.js'
import { readMeeting } from './read-meeting.js'
import { minutesOf, wordsOnMinutes } from './read-minutes.js'
import { type DayRecord, recordMeeting } from './record-meeting.js'
import { type MeetingDetails, saveMeeting } from './save-meeting.js'
import { cancelMeeting, inviteMembers } from './send-to-members.js'

type Saved = MeetingWord & { revision: number }
type Reasoned = Saved & { reason: string }

/** 会議: planned, moved, called, recorded, with minutes. */
export const createMeetings = (connections: Connections, app: Application) => {
  const { db } = connections
  return {
    list: (city: string) => listMeetings(db, city),
    stepsWithout: (city: string) => stepsWithoutMeeting(db, city),
    read: (id: string) => readMeeting(db, id),
    calendar: (meeting: MeetingView, publicUrl: string) => meetingCalendar(db, meeting, publicUrl),
    plan: (wanted: NewMeeting) => planMeeting(connections, wanted),
    save: (word: Saved, details: MeetingDetails) => saveMeeting(connections, word, details),
    foreseeMove: (word: Reasoned, move: Move) => foreseeMove(connections, word, move),
    move: (word: Reasoned, move: Move) => moveMeeting(connections, word, move),
    cancel: (word: Reasoned) => cancelMeeting(connections, word),
    invite: (word: MeetingWord) => inviteMembers(connections, word),
    answer: (word: MeetingWord, reply: Reply) => answerInvitation(connections, word, reply),
    record: (word: Saved, record: DayRecord) => recordMeeting(connections, word, record),
    handIn: (handing: HandingIn) => handInRecord(db, app, handing),
    materials: (meetingId: string) => materialsStanding(db, meetingId),
    materialsOfSeat: async (meetingId: string, seat: string) => (await materialsStanding(db, meetingId, seat)).released,
    materialsFile: (id: string) => materials.materialsFile(db, id),
    makeMaterials: (word: MeetingWord, withConflicts: boolean) => materials.makeMaterials(connections, word, withConflicts),
    sendMaterials: (word: MeetingWord) => materials.sendMaterials(connections, word),
    papers: (meetingId: string) => papers.papersOf(db, meetingId),
    paperFile: (meetingId: string, id: string) => papers.paperFile(db, meetingId, id),
    addPaper: (word: Saved, paper: papers.NewPaper) => papers.addPaper(connections, word, paper),
    dropPaper: (word: MeetingWord, documentId: string) => papers.dropPaper(connections, word, documentId),
    minutes: (meetingId: string) => minutesOf(db, meetingId),
    wordsOnMinutes: (meetingId: string) => wordsOnMinutes(db, meetingId),
    saveMinutes: (word: MeetingWord, base: number, parts: Parameters<typeof minutes.saveMinutes>[3]) =>
      minutes.saveMinutes(connections, word, base, parts),
    askMinutes: (word: MeetingWord) => minutes.askMinutes(connections, word),
    wordOnMinutes: (word: MeetingWord, wording: minutes.MinutesWording) => minutes.wordOnMinutes(connections, word, wording),
    confirmMinutes: (word: MeetingWord & { minutesNo: number }) => minutes.confirmMinutes(connections, word),
    publishMinutes: (word: MeetingWord) => minutes.publishMinutes(connections, word),
  }
}
export type Meetings = ReturnType<typeof createMeetings>
