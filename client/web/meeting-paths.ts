import { memberMeetingPage, officeMeetingPage } from '../../domain/correspondence/pages.js'

/** 会議一覧 */
export const meetingsPath = (city: string): string => `/${city}/meetings`
/** One meeting, of an id `{city}/meeting/{body}/{fiscal year}-{no}`. */
export const meetingPath = officeMeetingPage
export const meetingActsPath = (id: string): string => `${meetingPath(id)}/acts`
/** 出席の一覧（CSV） */
export const attendancePath = (id: string): string => `${meetingPath(id)}/attendance.csv`
export const minutesComparePath = (id: string, from: number, to: number): string => `${meetingPath(id)}/minutes?from=${from}&to=${to}`
/** 会議資料: the newest, for the office */
export const materialsPath = (id: string): string => `${meetingPath(id)}/materials.pdf`
/** 添付資料: one file, for the office */
export const paperPath = (id: string, documentId: string): string => `${meetingPath(id)}/papers/${documentId}`
/** A meeting for the members of its body. */
export const memberMeetingPath = memberMeetingPage
/** Published minutes, for everybody. */
export const publicMinutesPath = (id: string): string => `/report/${id.replace('/meeting/', '/meetings/')}`
