import { loadavg } from 'node:os'
import { openDatabase } from '../../prisma/db.js'
import { shippedDefinition } from '../support/made-up-year.js'
import { mailSink } from '../support/mail-sink.js'
import { writeYears } from '../support/many-years.js'
import { pagesOf } from '../support/pages.js'
import { measureMemory, type WebMemory } from './pages-memory.js'
import { recorded } from './pages-statements.js'
import { measurePage, type PageCost } from './pages-times.js'
import type { Servers } from './servers.js'

/** What the pages cost with years of a large city, as measured in one run. */
export interface PagesResult {
  programmes: number
  years: number
  assignments: number
  /** requests behind each line */
  rounds: number
  /** how busy the machine was, in processes that wanted to run, when the measurement began and ended */
  load: [number, number]
  pages: PageCost[]
  memory: WebMemory
}

/** In the middle of a round: the results of every programme are late by a day, and the responses to the opinions too. */
const now = '2017-05-11T03:00:00.000Z'

/** Measures the pages with five years of made-up data, written straight into a database of their own. */
export async function measurePages(servers: Servers, say: (line: string) => void, programmes = 600, rounds = 200): Promise<PagesResult> {
  const definition = shippedDefinition()
  const given = { definition, programmes, newest: 2016, years: 5, now }
  const { url, ownerUrl } = await servers.database()
  const years = await writeYears(ownerUrl, given)
  say(`${years.assignments} assignments in ${given.years} years are written. Measuring the pages …`)
  const db = recorded(openDatabase(url, { applicationName: 'bench pages' }))
  const mail = await mailSink()
  const load = [loadavg()[0] ?? 0]
  try {
    const connections = { db, temporal: servers.temporal, taskQueue: 'bench-pages' }
    const site = await pagesOf({ db, city: years.city, connections, mail })
    const cookieOf = async (email: string) => [...(await site.signedIn(email)).jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const [office, section] = [await cookieOf(years.office), await cookieOf(years.officer)]
    const sheet = await db.process.findFirstOrThrow({
      where: { cycleId: years.cycle, stepKey: 'sheet-results', state: 'returned', post: `${years.city}/${years.section}-officer` },
    })
    const one = sheet.id.replace(years.cycle, `${years.home}/assignments`)
    const list = `${years.home}/assignments`
    const wanted = [
      { name: '年間進行表', path: '/', cookie: office },
      { name: 'マイ業務: a section with 12 sheets', path: '/my-work', cookie: section },
      { name: 'マイ業務: the office', path: '/my-work', cookie: office },
      { name: '提出状況', path: list, cookie: office },
      { name: '提出状況: every state', path: `${list}?state=all`, cookie: office },
      { name: 'a sheet', path: `${one}/sheet`, cookie: section },
      { name: 'an assignment', path: one, cookie: office },
      { name: '経過一覧', path: `${years.home}/trail`, cookie: office },
    ]
    const pages: PageCost[] = []
    for (const page of wanted) pages.push(await measurePage(site.app, db, page, rounds))
    say('Fifty people work …')
    const memory = await measureMemory({ databaseUrl: url, temporalAddress: servers.temporalAddress, db }, { definition, years })
    load.push(loadavg()[0] ?? 0)
    return { programmes, years: given.years, assignments: years.assignments, rounds, load: load as [number, number], pages, memory }
  } finally {
    await db.$disconnect()
    await mail.close()
  }
}
