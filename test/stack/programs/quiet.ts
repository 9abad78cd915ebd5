// Stands for the worker and the web server: ready at once, and says what it was given.
process.once('SIGTERM', () => process.exit(0))
setInterval(() => undefined, 1_000)
console.log('{"ready":true}')
console.log(JSON.stringify({ database: process.env['DATABASE_URL'], owner: process.env['DATABASE_OWNER_URL'] ?? null }))
