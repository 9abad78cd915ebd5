import { generateKeyPairSync } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readEnvironment } from '../../stack/environment.js'
import { StackError } from '../../stack/stack-error.js'
import { mailRulesOf, readConfiguration } from '../../worker/configuration.js'

const DEFAULTS = {
  JUNKAN_VAR: 'var',
  JUNKAN_WEB_HOST: '127.0.0.1',
  JUNKAN_MAIL_CONNECTIONS: 2,
  JUNKAN_MAIL_PER_CONNECTION: 100,
  JUNKAN_MAIL_PATIENCE_SECONDS: 45,
  JUNKAN_MAIL_REQUIRE_TLS: 'no',
  LOG_LEVEL: 'info',
}

const refusal = (env: NodeJS.ProcessEnv): string => {
  try {
    readEnvironment(env)
  } catch (error) {
    if (error instanceof StackError && error.exitCode === 78) return error.message
    throw error
  }
  throw new Error('was accepted')
}

describe('the environment', () => {
  it('needs nothing set', () => {
    expect(readEnvironment({})).toEqual(DEFAULTS)
    expect(readEnvironment({ JUNKAN_WEB_PORT: '', DATABASE_URL: '' })).toEqual(DEFAULTS)
  })

  it('that is wrong in several places is refused once, with every variable, its problem and its remedy', () => {
    const sentence = refusal({
      JUNKAN_WEB_PORT: 'web',
      JUNKAN_DB_PORT: '70000',
      DATABASE_URL: 'mysql://user:geheim@db/junkan',
      TEMPORAL_ADDRESS: 'http://temporal:7233',
      SMTP_URL: 'mail.example.jp',
      LOG_LEVEL: 'loud',
      JUNKAN_PUBLIC_URL: 'junkan.example.lg.jp',
    })
    expect(sentence.split('\n')).toEqual([
      'The environment is wrong; nothing was started.',
      '  JUNKAN_WEB_PORT is not a number: write a port such as 8280.',
      '  JUNKAN_DB_PORT is not a port: use 1 to 65535.',
      '  DATABASE_URL is not an address of the form postgres://user:password@host:5432/junkan.',
      '  TEMPORAL_ADDRESS is not of the form host:7233 (without http://).',
      '  SMTP_URL is not an address of the form smtp://user:password@host:587.',
      '  LOG_LEVEL is not one of fatal, error, warn, info, debug, trace.',
      '  JUNKAN_PUBLIC_URL is not an address of the form https://junkan.example.lg.jp.',
    ])
    expect(sentence).not.toContain('geheim')
  })

  it('that gives two services one port is refused', () => {
    expect(refusal({ JUNKAN_WEB_PORT: '8000', JUNKAN_MAIL_PORT: '8000' })).toContain(
      'JUNKAN_MAIL_PORT is 8000, which JUNKAN_WEB_PORT has already',
    )
  })

  it('that names an owner of a database it does not name is refused', () => {
    expect(refusal({ DATABASE_OWNER_URL: 'postgres://owner@db/junkan' })).toContain('DATABASE_OWNER_URL is set without DATABASE_URL')
  })
})

describe('how mail is sent', () => {
  let dir: string
  let rsa: string
  let elliptic: string
  const secret = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'junkan-keys-'))
    rsa = join(dir, 'rsa.pem')
    elliptic = join(dir, 'ed25519.pem')
    await writeFile(rsa, secret)
    await writeFile(elliptic, generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }))
  })
  afterAll(() => rm(dir, { recursive: true }))
  const parts = { DATABASE_URL: 'postgres://db/junkan', SMTP_URL: 'smtp://user:geheim@mail.city.example:587' }
  const worker = (env: NodeJS.ProcessEnv) => mailRulesOf(readConfiguration({ ...parts, ...env }))

  it('needs nothing set: two lines of a hundred mails, as fast as the server takes them, from the office, unsigned', () => {
    expect(worker({ JUNKAN_MAIL_FROM: '', JUNKAN_MAIL_DKIM_DOMAIN: '' })).toEqual({
      from: null,
      requireTls: false,
      patience: 45_000,
      lines: 2,
      mailsPerLine: 100,
      mailsPerMinute: null,
      dkim: null,
    })
  })

  it('reaches the worker as it is set', () => {
    const signed = { JUNKAN_MAIL_DKIM_DOMAIN: 'city.example.jp', JUNKAN_MAIL_DKIM_SELECTOR: 'junkan', JUNKAN_MAIL_DKIM_KEY_FILE: rsa }
    const counted = { JUNKAN_MAIL_CONNECTIONS: '4', JUNKAN_MAIL_PER_CONNECTION: '20', JUNKAN_MAIL_PER_MINUTE: '120' }
    const said = { JUNKAN_MAIL_FROM: 'junkan@city.example.jp', JUNKAN_MAIL_REQUIRE_TLS: 'yes', JUNKAN_MAIL_PATIENCE_SECONDS: '90' }
    expect(worker({ ...signed, ...counted, ...said })).toEqual({
      from: 'junkan@city.example.jp',
      requireTls: true,
      patience: 90_000,
      lines: 4,
      mailsPerLine: 20,
      mailsPerMinute: 120,
      dkim: { domainName: 'city.example.jp', keySelector: 'junkan', privateKey: secret },
    })
  })

  it('set wrongly in several places is refused once, by npm start and by the worker, with every remedy and no secret', () => {
    const wrong = {
      JUNKAN_MAIL_FROM: 'junkan',
      JUNKAN_MAIL_CONNECTIONS: 'many',
      JUNKAN_MAIL_PER_CONNECTION: '0',
      JUNKAN_MAIL_PER_MINUTE: '5',
      JUNKAN_MAIL_PATIENCE_SECONDS: '1.5',
      JUNKAN_MAIL_REQUIRE_TLS: 'true',
      JUNKAN_MAIL_DKIM_DOMAIN: 'd=city.example; t=y',
      JUNKAN_MAIL_DKIM_SELECTOR: 'a b',
      JUNKAN_MAIL_DKIM_KEY_FILE: join(dir, 'nowhere.pem'),
    }
    const problems = [
      'JUNKAN_MAIL_FROM is not a mail address: write one such as junkan@city.example.lg.jp.',
      'JUNKAN_MAIL_CONNECTIONS is not a number: write how many conversations may run side by side, such as 2.',
      'JUNKAN_MAIL_PER_CONNECTION is too small: 1 to 10000.',
      'JUNKAN_MAIL_PER_MINUTE is too small: 10 to 100000.',
      'JUNKAN_MAIL_PATIENCE_SECONDS is not a whole number: write how many seconds the server may be silent, such as 45.',
      'JUNKAN_MAIL_REQUIRE_TLS is not one of yes, no.',
      'JUNKAN_MAIL_DKIM_DOMAIN is not a domain: write the one that signs, such as city.example.lg.jp.',
      'JUNKAN_MAIL_DKIM_SELECTOR is not a selector: write the name before ._domainkey in the DNS, such as junkan.',
      'JUNKAN_MAIL_DKIM_KEY_FILE names a file that cannot be read (ENOENT): name one that the worker may read.',
    ].map((line) => `  ${line}`)
    expect(refusal(wrong).split('\n').slice(1)).toEqual(problems)
    expect(() => worker({ ...wrong, SMTP_URL: 'user:geheim@mail' })).toThrow(
      ['The worker was not started.', '  SMTP_URL is not an address of the form smtp://user:password@host:587.', ...problems].join('\n'),
    )
  })

  it('signed by halves is refused, and by a key that cannot sign', () => {
    expect(() => worker({ JUNKAN_MAIL_DKIM_DOMAIN: 'city.example.jp' })).toThrow(
      /_SELECTOR is missing: set all three .*, or none\.\n {2}JUNKAN_MAIL_DKIM_KEY_FILE is missing/,
    )
    const signed = { JUNKAN_MAIL_DKIM_DOMAIN: 'city.example.jp', JUNKAN_MAIL_DKIM_SELECTOR: 'junkan' }
    const sentence = refusal({ ...signed, JUNKAN_MAIL_DKIM_KEY_FILE: elliptic })
    expect(sentence).toContain('JUNKAN_MAIL_DKIM_KEY_FILE holds no private RSA key of 1024 bits or more: make one')
    expect(() => worker({ ...signed, JUNKAN_MAIL_DKIM_KEY_FILE: rsa })).not.toThrow()
  })
})
