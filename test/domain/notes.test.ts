import { describe, expect, it } from 'vitest'
import { doubtRepeated, mostLines, readNotes } from '../../domain/review/notes.js'
import { afterCorrection, subjectsOf } from '../../domain/review/remark.js'
import { unregisteredName } from '../../domain/review/whole.js'

const subjects = subjectsOf({ articles: [{ no: 12, title: '経営の安定' }] }, [
  { key: 'p12-01', name: '商店街の支援' },
  { key: 'market', name: '朝市の支援' },
])
const read = (text: string, chosen = '') => readNotes(text, subjects, chosen).map(({ line, subject, text: said }) => [line, subject, said])

describe('pasted notes', () => {
  it('are one remark a line, about what the head of the line names by key, number or name', () => {
    const text = 'p12-01：一つ\n１２-０１：二つ\n商店街の支援: 三つ\n\n・○ 朝市の支援\t四つ\n第12条：五つ\n全体：六つ\n【朝市の支援】七つ'
    expect(read(text)).toEqual([
      [1, 'p12-01', '一つ'],
      [2, 'p12-01', '二つ'],
      [3, 'p12-01', '三つ'],
      [5, 'market', '四つ'],
      [6, 'article-12', '五つ'],
      [7, 'cross-cutting', '六つ'],
      [8, 'market', '七つ'],
    ])
  })

  it('are about the whole under the word that the pages and files have for it', () => {
    const name = subjects.find(({ key }) => key === 'cross-cutting')?.name
    expect(read(`${name}：一つ\n横断：二つ`)).toEqual([
      [1, 'cross-cutting', '一つ'],
      [2, 'cross-cutting', '二つ'],
    ])
    expect(['cross-cutting', 'article-12', 'p12-01'].map(unregisteredName)).toEqual([name, '第12条', 'p12-01'])
  })

  it('are about the heading above, or what was chosen for all; a word before a colon that names nothing is part of what was said', () => {
    expect(read('はじめ\n【商店街の支援】\nつぎ：その次\nmarket：これだけ\nまた\n朝市の支援：\nおわり', 'cross-cutting')).toEqual([
      [1, 'cross-cutting', 'はじめ'],
      [3, 'p12-01', 'つぎ：その次'],
      [4, 'market', 'これだけ'],
      [5, 'p12-01', 'また'],
      [7, 'market', 'おわり'],
    ])
  })

  it('are doubted where a word before a colon names nothing, and where the same was said before', () => {
    const lines = readNotes(
      '【商店街の支援】\n観光：客が減った。\n市場が遠い。\n市場が遠い。\nmarket：朝が早い。\nmarket：昼も早い。',
      subjects,
      '',
    )
    const recorded = [
      { subject: 'market', text: '朝が 早い。' },
      { subject: 'p12-01', text: '昼も早い。' },
    ]
    expect(doubtRepeated(lines, recorded).map(({ doubt }) => doubt)).toEqual([
      '行の頭の「観光」は、どの施策の名前でもありません。見出しか、選んだ対象への発言と読みました。',
      null,
      '上の行と同じ発言です。',
      '同じ発言が、すでに記録されています。記録すると二重になります。',
      null,
    ])
  })

  it('say of a line that names nothing, or is too long, what is wrong', () => {
    const [nothing, long] = readNotes(`何の話か\nmarket：${'あ'.repeat(5_000)}`, subjects, '')
    expect(nothing?.problem).toContain('何についての発言か分かりません。')
    expect(long?.problem).toContain('長すぎます（4000字まで）。')
    expect(readNotes('a\n'.repeat(mostLines + 1), subjects, 'market')).toHaveLength(mostLines + 1)
  })
})

describe('a member’s word on a remark', () => {
  const before = { text: '委員の言葉', recorded: '事務局の文', seat: 's', told: null, confirmed: 'mended' as const }

  it('stays, with the member’s own words, where only the subject or the place is corrected', () => {
    for (const text of ['委員の言葉', '事務局の文'])
      expect(afterCorrection(before, { text, seat: 's' })).toEqual({ text: '委員の言葉', told: 'page' })
    const told = { ...before, text: '事務局の文', told: 'telephone', confirmed: 'told' as const }
    expect(afterCorrection(told, { text: '事務局の文', seat: 's' })).toEqual({ text: '事務局の文', told: 'telephone' })
    const open = { ...before, text: '事務局の文', confirmed: 'not-yet' as const }
    expect(afterCorrection(open, { text: '事務局の文', seat: 's' })).toEqual({ text: '事務局の文', told: null })
  })

  it('is none on another text, or of another seat', () => {
    expect(afterCorrection(before, { text: '別の文', seat: 's' })).toEqual({ text: '別の文', told: null })
    expect(afterCorrection(before, { text: '委員の言葉', seat: 't' })).toEqual({ text: '委員の言葉', told: null })
  })
})
