import { MailDev } from 'maildev'

// The process that startMailCatcher (mail-catcher.ts) runs; docker-compose.yml runs it with an address to listen on.
const host = process.env['CATCHER_HOST'] ?? '127.0.0.1'
const catcher = new MailDev({
  smtp: Number(process.env['CATCHER_SMTP_PORT']),
  web: Number(process.env['CATCHER_PAGE_PORT']),
  ip: host,
  webIp: host,
  ...(process.env['CATCHER_MAILS'] && { mailDirectory: process.env['CATCHER_MAILS'] }),
  // The client finds no certificate worth trusting here: plain text on one machine.
  hideExtensions: ['STARTTLS'],
  silent: true,
})
await catcher.start()
console.log('{"ready":true}')

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, async () => {
    await catcher.stop()
    process.exit(0)
  })
}
