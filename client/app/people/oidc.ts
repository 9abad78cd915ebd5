import { genericOAuth } from 'better-auth/plugins'

/** The city's own identity provider (OpenID Connect), by which its staff sign in. */
export interface OidcOptions {
  /** as the identity provider calls itself; its settings are read from `{issuer}/.well-known/openid-configuration` */
  issuer: string
  clientId: string
  clientSecret: string
  /** what the link says, e.g. 「市の職員認証でサインイン」 */
  name: string
  /** the identity provider asks everybody for a second factor itself: ours is not asked for */
  secondFactor: boolean
}

/** Where the identity provider sends people back to: to be registered there as `{publicUrl}/sign-in/oidc/return`. */
export const oidcReturnPath = '/sign-in/oidc/return'
/** the library's name for the one provider there is */
export const oidcId = 'oidc'
/** the library's route that a return is handed to */
export const oidcCallback = `/callback/${oidcId}`

/**
 * Sign-in by the identity provider: authorization code with PKCE, state and nonce; the ID token's signature, issuer and audience are
 * checked. Whoever comes back must have, as a verified mail address, that of a person of the register; nobody is signed up.
 */
export const oidcPlugin = ({ issuer, clientId, clientSecret }: OidcOptions, publicUrl: string) =>
  genericOAuth({
    config: [
      {
        providerId: oidcId,
        discoveryUrl: `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`,
        clientId,
        clientSecret,
        scopes: ['openid', 'email'],
        pkce: true,
        requireIdTokenVerification: true,
        disableSignUp: true,
        disableImplicitSignUp: true,
        redirectURI: new URL(oidcReturnPath, publicUrl).href,
      },
    ],
  })
