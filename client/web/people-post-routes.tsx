import { Hono } from 'hono'
import { appoint } from '../app/people/directory-appoint.js'
import { callOff, endHolding, redirectMail } from '../app/people/directory-holdings.js'
import { changePost } from '../app/people/directory-posts.js'
import { callOffSuccessor, moveTo, recordSuccessor } from '../app/people/directory-successors.js'
import { resetSecondFactor } from '../app/people/reset-second-factor.js'
import type { PeopleParts, peopleDesk } from './people-desk.js'
import { cityPattern, param } from './request.js'

/** One post of the directory: who holds it, until when, whose mail it takes, and what comes after it. */
export function peoplePostRoutes({ connections, app }: PeopleParts, desk: ReturnType<typeof peopleDesk>): Hono {
  const { db } = connections
  const { keep, act, onPost, postPage, toPost } = desk
  const post = `${cityPattern}/people/posts/:key{[a-z0-9][a-z0-9-]*}`

  return new Hono()
    .get(post, keep(postPage))
    .post(
      post,
      onPost(({ keeper }, of, key) => changePost(db, keeper, of('key'), { key, title: of('title'), mailbox: of('mailbox') })),
    )
    .post(
      `${post}/holdings`,
      onPost(({ keeper }, of, key) =>
        appoint(db, keeper, of('key'), {
          post: key,
          kind: of('kind') === 'deputy' ? 'deputy' : 'holder',
          name: of('name'),
          email: of('email'),
          from: of('from').trim(),
          until: of('until').trim() || null,
          announced: of('secret') !== 'yes',
          renamed: of('renamed') === 'yes',
          // A box that is not ticked sends nothing: whether it was there at all is said beside it.
          ...(of('mail-asked') === 'yes' ? { takesMail: of('mail') === 'yes' } : {}),
        }),
      ),
    )
    .post(
      `${post}/holdings/:id/end`,
      onPost(({ c, keeper }, of) => endHolding(db, keeper, of('key'), param(c, 'id'), of('until').trim())),
    )
    .post(
      `${post}/holdings/:id/call-off`,
      onPost(({ c, keeper }, of) => callOff(db, keeper, of('key'), param(c, 'id'))),
    )
    .post(
      `${post}/holdings/:id/mail`,
      onPost(({ c, keeper }, of) => redirectMail(db, keeper, of('key'), param(c, 'id'), of('mail') === 'own')),
    )
    .post(
      `${post}/second-factor`,
      act(async (here) => {
        await resetSecondFactor(db, here.keeper, here.typed['key'] ?? '', here.typed['person'] ?? '')
        return toPost(here, 'second-factor')
      }, postPage),
    )
    .post(
      `${post}/successors`,
      onPost(({ keeper }, of, key) => recordSuccessor(db, keeper, of('key'), { from: key, to: of('to'), on: of('on').trim() })),
    )
    .post(
      `${post}/successors/:id/call-off`,
      onPost(({ c, keeper }, of) => callOffSuccessor(db, keeper, of('key'), param(c, 'id'))),
    )
    .post(
      `${post}/move`,
      onPost(({ keeper }, of) => moveTo(db, app, keeper, of('process'), of('successor')), 'moved'),
    )
}
