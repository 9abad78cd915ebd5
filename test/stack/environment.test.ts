import { describe, expect, it } from 'vitest'
import { readEnvironment } from '../../stack/environment.js'
import { StackError } from '../../stack/stack-error.js'

const DEFAULTS = { JUNKAN_VAR: 'var', JUNKAN_WEB_HOST: '127.0.0.1', LOG_LEVEL: 'info' }

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
