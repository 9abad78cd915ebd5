import { setTimeout as sleep } from 'node:timers/promises'
import type { Definition } from '../../domain/definition/schema.js'
import { fieldsAsked } from '../../domain/sheet/content.js'
import { writeEntry } from '../../domain/sheet/entry.js'
import type { Database } from '../../prisma/db.js'
import { freePorts } from '../../stack/ports.js'
import { webServer } from '../../stack/spawn-node.js'
import { diceOf, madeUpContent } from '../support/made-up-content.js'
import { mailSink } from '../support/mail-sink.js'
import type { WrittenYears } from '../support/many-years.js'
import { type Browser, codeIn, createBrowser } from '../support/sign-in.js'
import { startReadyProgram } from '../support/worker-process.js'
import { peakMemoryOf } from './cpu.js'

export interface WebMemory {
  people: number
  requests: number
  seconds: number
  /** MiB when it had started, and at most while they worked; null where the system does not tell */
  idleMiB: number | null
  peakMiB: number | null
}

interface Sheet {
  id: string
  form: string
  round: string | null
  email: string
}

/**
 * The real web server in a process of its own while people of as many sections work at once and without a pause: one's own work, a sheet,
 * five autosaves, a save; meanwhile the office looks at the largest pages and files.
 */
export async function measureMemory(
  { databaseUrl, temporalAddress, db }: { databaseUrl: string; temporalAddress: string; db: Database },
  { definition, years }: { definition: Definition; years: WrittenYears },
  people = 50,
): Promise<WebMemory> {
  const [port] = await freePorts(1)
  const mail = await mailSink()
  const env = {
    ...process.env,
    ...webServer.env,
    DATABASE_URL: databaseUrl,
    SMTP_URL: mail.url,
    TEMPORAL_ADDRESS: temporalAddress,
    JUNKAN_WEB_PORT: String(port),
    JUNKAN_SECRET: 'a secret of the bench: 32 characters or more',
    JUNKAN_SECOND_FACTOR: 'optional',
    JUNKAN_BEHIND_PROXY: 'yes',
    LOG_LEVEL: 'warn',
  }
  const web = await startReadyProgram({ file: webServer.file, env, nodeArgs: webServer.flags ?? [] })
  const origin = `http://127.0.0.1:${port}`
  let requests = 0
  try {
    const idleMiB = peakMemoryOf(web.pid)
    const signIn = async (email: string, at: number): Promise<Browser> => {
      const browser = createBrowser(
        (request) => {
          requests += 1
          return fetch(request)
        },
        origin,
        `192.0.2.${at + 1}`,
      )
      await browser.post('/sign-in', { email })
      for (let waited = 0; waited < 30_000; waited += 50) {
        const taken = mail.taken.find((one) => one.to === email)
        if (taken) {
          const { status } = await browser.post('/sign-in/code', { code: codeIn(taken.raw) })
          if (status !== 303) throw new Error(`${email} could not sign in: ${status}.`)
          return browser
        }
        await sleep(50)
      }
      throw new Error(`No code was mailed to ${email}.`)
    }
    const sheets = await sheetsToWrite(db, years.cycle, people)
    if (sheets.length < people) throw new Error(`There are only ${sheets.length} sheets to write.`)
    const began = Date.now()
    let working = true
    const of = ['assignments?state=all', 'assignments.csv?state=all', 'trail', 'trail.csv']
    const paths = ['/', '/my-work', ...of.map((path) => `${years.home}/${path}`)]
    const office = signIn(years.office, people).then(async (browser) => {
      while (working) for (const path of paths) await seen(browser, path)
    })
    const sections = sheets.map(async (sheet, at) => work(await signIn(sheet.email, at), sheet, definition, years))
    await Promise.all(sections).finally(() => {
      working = false
    })
    await office
    return { people, requests, seconds: (Date.now() - began) / 1000, idleMiB, peakMiB: peakMemoryOf(web.pid) }
  } finally {
    await web.stop()
    await mail.close()
  }
}

async function seen(browser: Browser, path: string): Promise<string> {
  const { status, text } = await browser.get(path)
  if (status !== 200) throw new Error(`${path} answered ${status}.`)
  return text
}

/** Sheets that different people have to write: each section's officer and head take one each. */
const sheetsToWrite = (db: Database, cycle: string, people: number): Promise<Sheet[]> =>
  db.$queryRaw<Sheet[]>`
    SELECT s.id, s.form, s.round, s.email FROM (
      SELECT p.id, p.form, p.round, t.mailbox AS email, p.rank FROM (
        SELECT id, form, round, post, row_number() OVER (PARTITION BY post ORDER BY id) AS rank FROM process
        WHERE cycle_id = ${cycle} AND kind = 'assignment' AND state IN ('open', 'returned') AND step_kind = 'collect') p
      JOIN post o ON o.id = p.post
      JOIN post t ON t.city = o.city AND t.department = o.department AND t.role = CASE p.rank WHEN 1 THEN 'officer' WHEN 2 THEN 'head' END) s
    ORDER BY s.rank, s.id LIMIT ${people}`

async function work(browser: Browser, { id, form, round }: Sheet, definition: Definition, { cycle, home }: WrittenYears): Promise<void> {
  const path = `${id.replace(cycle, `${home}/assignments`)}/sheet`
  const fields = fieldsAsked(definition, form, round)
  await seen(browser, '/my-work')
  const page = await seen(browser, path)
  const hidden = Object.fromEntries(
    [...page.matchAll(/<input type="hidden" name="(_\w+)" value="([^"]*)"/g)].map(([, name = '', value = '']) => [name, value]),
  )
  let revision = hidden['_revision'] ?? '0'
  const written = (save: number) => ({
    ...writeEntry(fields, madeUpContent(diceOf(save), definition, form, round, 2016)),
    ...hidden,
    _do: 'save',
    _revision: revision,
    _turn: String(save),
  })
  for (let save = 1; save <= 5; save += 1) {
    const { status, text } = await browser.post(`${path}/draft`, written(save))
    if (status !== 200) throw new Error(`An autosave of ${path} answered ${status}: ${text.slice(0, 200)}`)
    revision = String((JSON.parse(text) as { revision: number }).revision)
  }
  const { status } = await browser.post(path, written(6))
  if (status !== 303) throw new Error(`Saving ${path} answered ${status}.`)
}
