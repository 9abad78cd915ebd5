import { createServer } from 'node:http'
const server = createServer((_q, r) => r.end('ok'))
server.listen(Number(process.env['JUNKAN_WEB_PORT']), '127.0.0.1', () => console.log(JSON.stringify({ ready: true })))
