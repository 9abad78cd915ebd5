/** What happens to a meeting, in a few words. */
export const meetingEvents: Record<string, string> = {
  'meeting-planned': '会議の予定を立てた',
  'meeting-saved': '会議の議題などを書き改めた',
  'meeting-moved': '会議の日時・場所を変えた',
  'meeting-cancelled': '会議を中止した',
  'meeting-invited': '開催通知を送ることにした',
  'meeting-answered': '出欠の回答',
  'meeting-recorded': '会議の開催を記録',
  'materials-made': '会議資料を作った',
  'materials-sent': '会議資料を送ることにした',
  'paper-added': '会議の添付資料を加えた',
  'paper-dropped': '会議の添付資料を外した',
  'minutes-drafted': '会議録（案）を書いた',
  'minutes-asked': '会議録の確認を頼んだ',
  'minutes-answered': '会議録の確認への回答',
  'minutes-confirmed': '会議録を確定',
  'minutes-published': '会議録を公表',
}
