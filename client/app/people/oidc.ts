import { genericOAuth } from 'better-auth/plugins'

/** The city's own directory (OpenID Connect), by which its staff sign in. */
export interface DirectoryOptions {
  /** as the directory calls itself; its settings are read from `{issuer}/.well-known/openid-configuration` */
  issuer: string
  clientId: string
  clientSecret: string
  /** what the link says, e.g. 「市の職員認証でサインイン」 */
  name: string
  /** the directory asks everybody for a second factor itself: ours is not asked for */
  secondFactor: boolean
}

/** Where the directory sends people back to: to be registered there as `{publicUrl}/sign-in/directory/return`. */
export const directoryReturnPath = '/sign-in/directory/return'
/** the library's name for the one directory there is */
export const directoryId = 'directory'
/** the library's route that a return is handed to */
export const directoryCallback = `/callback/${directoryId}`

/**
 * Sign-in by the directory: authorization code with PKCE, state and nonce; the ID token's signature, issuer and audience are
 * checked. Whoever comes back must have, as a verified mail address, that of a person of the register; nobody is signed up.
 */
export const directoryPlugin = ({ issuer, clientId, clientSecret }: DirectoryOptions, publicUrl: string) =>
  genericOAuth({
    config: [
      {
        providerId: directoryId,
        discoveryUrl: `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`,
        clientId,
        clientSecret,
        scopes: ['openid', 'email'],
        pkce: true,
        requireIdTokenVerification: true,
        disableSignUp: true,
        disableImplicitSignUp: true,
        redirectURI: new URL(directoryReturnPath, publicUrl).href,
      },
    ],
  })
