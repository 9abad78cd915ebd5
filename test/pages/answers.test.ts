import { afterAll, beforeAll, expect, test } from 'vitest'
import { faultsOf } from '../support/axe.js'
import { openBrowser } from '../support/browser.js'
import { cookiesOf, type Pages, pagesOf } from '../support/pages.js'
import { reviewCity } from '../support/review-city.js'
import { type Rig, rigFor } from '../support/rig.js'
import type { Browser } from '../support/sign-in.js'
import { eventually, playUntil, quiet } from '../support/stage.js'

let rig: Rig
let pages: Pages
let office: Browser
/** head of the town section, whose programme is market */
let town: Browser
let finance: Browser

const year = () => `/${rig.city}/${rig.definition.id}/${rig.bundle.fiscalYear}`
const answers = (query = '') => `${year()}/review/answers${query}`
const sheet = (step: string, subject: string) => `${year()}/assignments/${step}/${subject}/sheet`
const hidden = (text: string): Record<string, string> =>
  Object.fromEntries(
    [...text.matchAll(/<input type="hidden" name="(_\w+)" value="([^"]*)"/g)].map(([, name = '', value = '']) => [name, value]),
  )
const part = (text: string, subject: string) => text.slice(text.indexOf(`id="s-${subject}"`)).split('</section>')[0] ?? ''
const replies = (subject: string) => `${rig.cycle}/replies/${subject}`

async function accept(id: string, content: object): Promise<void> {
  const { post } = await rig.db.process.findUniqueOrThrow({ where: { id } })
  await rig.app.act({ processId: id, act: 'submit', post: post ?? '', via: 'page', content: content as Record<string, unknown> })
  const { versionId } = await rig.db.process.findUniqueOrThrow({ where: { id } })
  await rig.app.act({ processId: id, act: 'accept', post: rig.office, via: 'page', versionId: versionId ?? '' })
}

beforeAll(async () => {
  const { definition, bundle } = reviewCity()
  const embargo = { until: { date: '02-06', fiscalYear: 1, at: '11:00', roll: 'back' as const, named: false }, reason: '予算案の発表前' }
  rig = await rigFor({ definition: { ...definition, embargo }, bundle })
  await rig.startWorker()
  await playUntil(rig, ({ steps }) => steps.replies === 'open')
  pages = await pagesOf(rig)
  office = await pages.signedIn('seisaku@minato.example')
  town = await pages.signedIn('machi-cho@minato.example')
  finance = await pages.signedIn('zaisei@minato.example')
}, 240_000)
afterAll(() => rig?.close())

test('before anything is answered, every request stands left with who holds it; praise asks for nothing', async () => {
  const { status, text } = await office.get(answers())
  expect(status).toBe(200)
  expect(text).toContain('<dd>7件（うち対応が要るもの 6件）</dd>')
  expect(text).toContain('▲ 6件')
  expect(part(text, 'crane')).toContain('港湾課')
  expect(part(text, 'crane').match(/▲ 未回答/g)).toHaveLength(3)
  expect(part(text, 'crane')).toMatch(/② 更新中も荷役を止めなかった点を評価する。<span class="soft">（評価）<\/span><\/li>/)
  // the step's own page tells the same of the decision that waits for it
  const step = await office.get(`${year()}/steps/sign`)
  expect(step.text).toContain('対応のない意見（6件）')
  expect(step.text).toMatch(/荷役設備の更新[\s\S]*①・③・④[\s\S]*港湾課/)
})

test('a row that is added by the script begins with nothing ticked, and every tick is saved by itself', async () => {
  const id = replies('market')
  const served = await pages.listen()
  const browser = await openBrowser()
  try {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 } })
    await context.addCookies(cookiesOf(town, served.base))
    const page = await context.newPage()
    await page.goto(`${served.base}${sheet('replies', 'market')}`)
    await page.getByLabel('1番目の対応', { exact: true }).fill('学校と組む。')
    const boxes = page.getByRole('group', { name: '1番目の対応が答える意見' }).getByRole('checkbox')
    await boxes.first().check()
    await page.getByRole('button', { name: '対応の欄を追加する' }).click()
    const added = page.getByRole('group', { name: '2番目の対応が答える意見' }).getByRole('checkbox')
    expect(await added.first().isChecked()).toBe(false)
    await page.getByLabel('2番目の対応', { exact: true }).fill('体験を行う。')
    await page
      .getByLabel(/出店者の高齢化/)
      .nth(1)
      .check()
    await eventually('both are saved', async () => {
      const draft = await rig.db.draft.findFirst({ where: { processId: id } })
      const { actions } = (draft?.content ?? {}) as { actions?: { answers: number[] }[] }
      return JSON.stringify(actions?.map(({ answers: of }) => of)) === '[[1],[2]]'
    })
    await page.setViewportSize({ width: 320, height: 900 })
    expect(await faultsOf(page)).toEqual([])
  } finally {
    await browser.close()
    await served.close()
  }
})

test('answered n:m and out of order, groups stand together, and what is left is counted and filtered', async () => {
  await accept(replies('crane'), {
    actions: [
      {
        no: 1,
        text: '見積りを公表する。',
        answers: [3, 1],
        whole: [1],
        category: 'act',
        budget: 'new',
        timing: '2023年度',
        indicator: '更新した基数',
      },
      { no: 2, text: '他港と比べる。', answers: [1], category: 'study', budget: 'within' },
    ],
  })
  await quiet(rig)
  const { text } = await office.get(answers())
  expect(text).toContain('▲ 3件')
  const crane = part(text, 'crane')
  expect(crane).toContain('意見③・①、施策全体①への対応')
  expect(crane).toContain('対応区分：行う')
  expect(crane).toContain('予算区分：新たな予算、効果を示す指標：更新した基数')
  expect(part(text, 'cross-cutting')).toContain('荷役設備の更新の対応')
  expect(part(text, 'cross-cutting')).not.toContain('▲ 未回答')

  const left = (await office.get(answers('?state=left'))).text
  expect(left).toContain('荷主への更新時期の知らせが遅い。')
  expect(left).not.toContain('見積りを公表する。')
  const done = (await office.get(answers('?state=answered'))).text
  expect(done).toContain('見積りを公表する。')
  expect(done).not.toContain('荷主への更新時期の知らせが遅い。')
  const money = (await office.get(answers('?state=finance'))).text
  expect(money).toContain('見積りを公表する。')
  expect(money).not.toContain('若い世代に朝市が知られていない。')
  expect((await office.get(answers('?state=odd'))).status).toBe(400)

  const csv = await office.get(`${year()}/review/answers.csv?state=answered`)
  expect(csv.text).toContain('見積りを公表する。')
  const [head = [], row = []] = csv.text.split('\n').map((line) => line.split(','))
  expect(row[head.indexOf('効果を示す指標')]).toBe('更新した基数')
})

test('the finance section is asked about the programme, sees its Actions, and its answer stands beside them', async () => {
  const id = `${rig.cycle}/finance/crane`
  await eventually('the finance section is asked', async () => (await rig.db.process.count({ where: { id } })) === 1)
  expect(await rig.db.process.count({ where: { parentId: `${rig.cycle}/finance` } })).toBe(1)
  expect((await office.get(answers('?state=finance'))).text).toContain('財政協議：回答待ち')

  const form = (await finance.get(sheet('finance', 'crane'))).text
  expect(form).toContain('協議する対応（1件）')
  expect(form).toContain('見積りを公表する。')
  expect(form).not.toContain('他港と比べる。')
  const wordless = await finance.post(sheet('finance', 'crane'), { ...hidden(form), words: '', _do: 'submit' })
  expect(wordless.status).toBe(400)
  const again = (await finance.get(sheet('finance', 'crane'))).text
  const sent = await finance.post(sheet('finance', 'crane'), {
    ...hidden(again),
    result: 'changed',
    words: '債務負担とすること。',
    _oral: 'on',
    _do: 'submit',
  })
  expect(sent.location).toContain('/receipt/')
  await eventually('the consultation is done', async () => (await rig.db.process.findUniqueOrThrow({ where: { id } })).state === 'accepted')
  const { text } = await office.get(answers('?state=finance'))
  expect(text).toContain('財政協議：済み　修正の上で了　債務負担とすること。')
})

test('answered anew after the consultation, it is said to be out of date', async () => {
  await rig.app.act({ processId: replies('crane'), act: 'return', post: rig.office, via: 'page', reason: '④への対応を加えてください。' })
  await accept(replies('crane'), {
    actions: [{ no: 1, text: '知らせを半年前に早め、見積りを公表する。', answers: [1, 3, 4], budget: 'new' }],
  })
  const { text } = await office.get(answers('?state=finance'))
  expect(text).toContain('財政協議：協議の後に対応が変わりました')
})

test('a section sees its own programmes only; a member and whoever is not signed in see nothing', async () => {
  const { text } = await town.get(answers())
  expect(text).toContain('若い世代に朝市が知られていない。')
  expect(text).toContain('<dd>2件（うち対応が要るもの 2件）</dd>')
  const csv = await town.get(`${year()}/review/answers.csv`)
  for (const seen of [text, csv.text]) {
    expect(seen).not.toContain('知らせを半年前に早め、見積りを公表する。')
    expect(seen).not.toContain('荷主への更新時期の知らせが遅い。')
  }
  expect(text).not.toContain('id="s-cross-cutting"')
  const auditor = await (await pages.signedIn('kansa@minato.example')).get(answers())
  expect(auditor.text).toContain('若い世代に朝市が知られていない。')
  const member = await pages.signedIn('seat-01@minato.example')
  expect((await member.get(answers())).text).not.toContain('見積りを公表する。')
})

test('the page is accessible and does not scroll sideways, at a desk and on a telephone', async () => {
  const served = await pages.listen()
  const browser = await openBrowser()
  try {
    for (const width of [1280, 320]) {
      const context = await browser.newContext({ viewport: { width, height: 900 } })
      await context.addCookies(cookiesOf(office, served.base))
      const page = await context.newPage()
      for (const path of [answers(), `${year()}/steps/sign`]) {
        await page.goto(`${served.base}${path}`)
        expect(await faultsOf(page), `${path} at ${width}`).toEqual([])
      }
    }
  } finally {
    await browser.close()
    await served.close()
  }
}, 60_000)
