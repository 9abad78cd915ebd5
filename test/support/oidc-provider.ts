import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import Provider from 'oidc-provider'

/** An account of the provider, as its claims. */
export interface Account {
  email: string
  email_verified: boolean
}

export interface TestProvider {
  issuer: string
  clientId: string
  clientSecret: string
  accounts: Map<string, Account>
  /** who signs in at the next visit, by the account's key; null: presses cancel */
  next: string | null
  close(): Promise<void>
}

/**
 * A real OpenID provider on loopback with one client, which demands PKCE. Its sign-in page asks nothing: it signs in whoever `next` names.
 * @param returnTo the client's only address of return
 */
export async function oidcProvider(returnTo: string, port = 0): Promise<TestProvider> {
  const server = createServer()
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const client = { clientId: 'junkan', clientSecret: 'a secret of the client' }
  const accounts = new Map<string, Account>()
  const test: TestProvider = { issuer, ...client, accounts, next: null, close: async () => undefined }
  const provider = new Provider(issuer, {
    clients: [{ client_id: client.clientId, client_secret: client.clientSecret, redirect_uris: [returnTo] }],
    claims: { openid: ['sub'], email: ['email', 'email_verified'] },
    features: { devInteractions: { enabled: false } },
    pkce: { required: () => true },
    cookies: { keys: ['a key of the test'] },
    ttl: { Interaction: 600, Session: 600, Grant: 600, AccessToken: 600, IdToken: 600 },
    interactions: { url: (_ctx, { uid }) => `/interaction/${uid}` },
    findAccount: (_ctx, id) => ({ accountId: id, claims: () => ({ sub: id, ...accounts.get(id) }) }),
  })
  const answer = provider.callback()
  server.on('request', async (request, response) => {
    if (!request.url?.startsWith('/interaction/')) return answer(request, response)
    const { params, prompt, session } = await provider.interactionDetails(request, response)
    if (test.next === null)
      return provider.interactionFinished(request, response, { error: 'access_denied', error_description: 'cancelled' })
    if (prompt.name === 'login') return provider.interactionFinished(request, response, { login: { accountId: test.next } })
    const grant = new provider.Grant({ accountId: session?.accountId ?? test.next, clientId: String(params['client_id']) })
    grant.addOIDCScope(String(params['scope']))
    return provider.interactionFinished(request, response, { consent: { grantId: await grant.save() } })
  })
  test.close = async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
  return test
}
