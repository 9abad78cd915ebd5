import { expect, test } from 'vitest'
import { benchAct, benchForm } from '../../client/web/review/bench-form.js'

test('lines that a browser sends with CR LF are kept as they stand on the page: nothing changed is nothing changed', () => {
  const form = new FormData()
  for (const [name, value] of Object.entries({ _act: 'reword', opinion: 'o', text: '一行目\r\n二行目', printing: 'printed' }))
    form.append(name, value)
  expect(benchAct(benchForm(form), () => '')).toMatchObject({ text: '一行目\n二行目' })
})

test('an opinion is made without a number only where that is ticked', () => {
  const made = (ticked: Record<string, string>) => {
    const form = new FormData()
    for (const [name, value] of Object.entries({ _act: 'make', text: '意見の本文', kind: 'ask', source: 'r1', ...ticked }))
      form.append(name, value)
    return benchAct(benchForm(form), () => '')
  }
  const act = { do: 'make', text: '意見の本文', kind: 'ask', viewpoint: null, sources: ['r1'] }
  expect(made({})).toEqual(act)
  expect(made({ unnumbered: 'on' })).toEqual({ ...act, unnumbered: true })
})
