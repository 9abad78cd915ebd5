
test('the whole plan of a year is shown before anything is started', async () => {
  const files = ['--definition', small.definition, '--register', small.bundle]
  const shown = await junkan(['cycle', 'start', ...files, '--year', '2021', '--as', 'office', '--dry-run', '--json'])
  expect(shown.code).toBe(0)
  const { steps } = shown.json<{ steps: { key: string; opensAt: string; reasons: unknown[] }[] }>()
  expect(steps.map(({ key }) => key)).toEqual(['cards', 'remarks', 'replies', 'sign', 'release'])
  expect(steps[0]?.opensAt).toBe('2022-05-09T01:00:00.000Z')
  expect(steps.every(({ reasons }) => reasons.length > 0)).toBe(true)
})
