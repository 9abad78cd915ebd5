import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { holderColumns } from '../../client/app/people/holders-csv.js'
import { formIn } from '../support/member-year.js'
import { type Pages, pagesOf } from '../support/pages.js'
import { reviewCity } from '../support/review-city.js'
import { type Rig, rigFor } from '../support/rig.js'
import type { Browser } from '../support/sign-in.js'

// A body that nobody sits on yet: the office makes its seats, and whoever takes one finds the members' pages.
let rig: Rig
let pages: Pages
let office: Browser

beforeAll(async () => {
  const year = reviewCity()
  const council = { id: 'council', name: '振興審議会', kind: 'council', materialsDays: 5 } as const
  rig = await rigFor({ ...year, definition: { ...year.definition, bodies: [...year.definition.bodies, council] } })
  await rig.startWorker()
  await rig.startYear()
  pages = await pagesOf(rig)
  office = await pages.signedIn('seisaku@minato.example')
}, 120_000)
afterAll(() => rig.close())

const people = (path: string, fields: Record<string, string>) => office.post(`/${rig.city}/people${path}`, { key: randomUUID(), ...fields })
const addSeat = (code: string, department: string, title: string) =>
  people('/posts', { code, department, role: 'member', title, mailbox: '' })
const hold = (key: string, name: string) =>
  people(`/posts/${key}/holdings`, { name, email: `${key}@home.example`, kind: 'holder', from: '2022-04-01', until: '' })
const seats = () => rig.db.post.findMany({ where: { city: rig.city, department: 'council' }, orderBy: { id: 'asc' } })

/** As the page of transfers sends a file. */
async function upload(text: string): Promise<string> {
  const body = new FormData()
  body.set('file', new File([text], 'seats.csv'))
  const headers = { cookie: [...office.jar].map(([name, value]) => `${name}=${value}`).join('; '), origin: 'http://127.0.0.1' }
  const answer = await pages.app.fetch(new Request(`http://127.0.0.1/${rig.city}/people/import`, { method: 'POST', body, headers }))
  return answer.text()
}

test('a seat stands in the section of a body of the definition; elsewhere it is refused with the bodies there are', async () => {
  const { status, text } = await addSeat('council-1', 'minato', '委員（学識経験者）')
  expect(status).toBe(400)
  expect(text).toContain(
    '「港湾課」は会議体ではありません。コードが「council」（振興審議会）か「subcommittee」（点検部会）の課を選ぶか、先に加えてください。',
  )
  expect(await rig.db.post.count({ where: { id: `${rig.city}/council-1` } })).toBe(0)
})

test('a body has as many seats as the office adds, by the page and by a file', async () => {
  expect((await people('/departments', { code: 'council', name: '振興審議会', bureau: '附属機関' })).status).toBe(303)
  expect((await office.get(`/${rig.city}/people`)).text).toContain('委員の席')
  expect((await addSeat('council-1', 'council', '委員（学識経験者）')).status).toBe(303)
  expect((await addSeat('council-2', 'council', '委員（関係団体）')).status).toBe(303)
  const line = '附属機関,council,振興審議会,council-3,委員（公募市民）,委員の席,,三田 花,council-3@home.example,本務,2022-06-01,2024-05-31'
  const preview = await upload(`${holderColumns.join(',')}\n${line}\n`)
  const applied = await office.post(`/${rig.city}/people/import/apply`, formIn(preview, `/${rig.city}/people/import/apply`))
  expect(applied.status).toBe(303)
  expect((await seats()).map(({ key, role }) => [key, role])).toEqual([
    ['council-1', 'member'],
    ['council-2', 'member'],
    ['council-3', 'member'],
  ])
  expect(await rig.db.holding.count({ where: { postId: `${rig.city}/council-3` } })).toBe(1)
})

test('whoever takes a seat is allotted programmes by name, and signs in to the members’ pages alone', async () => {
  expect((await hold('council-1', '一井 学')).status).toBe(303)
  const table = `/${rig.city}/${rig.definition.id}/${rig.bundle.fiscalYear}/review/allotment`
  const { text } = await office.get(`${table}?body=council`)
  expect(text).toContain('一井 学')
  const posting = text.slice(text.indexOf(`<form method="post" action="${table}"`))
  const chosen = { ...formIn(posting, table), body: 'council', 'at.crane.council-1': 'assigned', _do: 'save' }
  expect((await office.post(table, chosen)).status).toBe(303)
  expect(await rig.db.allotment.findMany({ select: { seat: true, programme: true, standing: true } })).toEqual([
    { seat: `${rig.city}/council-1`, programme: 'crane', standing: 'assigned' },
  ])
  const member = await pages.signedIn('council-1@home.example')
  expect(await member.get('/my-work')).toMatchObject({ status: 303, location: '/member' })
  expect((await member.get('/member')).text).toContain('振興審議会')
  expect((await member.get(`/${rig.city}/people`)).status).toBe(404)
})

test('what a member is asked never passes to a section’s post', async () => {
  const { status, text } = await people('/posts/council-1/successors', { to: 'minato-officer', on: '2022-08-01' })
  expect(status).toBe(400)
  expect(text).toContain('委員の席の仕事は委員の席どうしでだけ引き継げます。')
  expect(await rig.db.postSuccessor.count({ where: { city: rig.city } })).toBe(0)
})
