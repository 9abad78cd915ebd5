import { Hono } from 'hono'
import { comingMailRoutes } from './mail/coming-mail-routes.js'
import { comingRoutes } from './mail/coming-routes.js'
import { foretoldRoutes } from './mail/foretold-routes.js'
import type { MailParts } from './mail/mail-parts.js'
import { noticeRoutes } from './mail/notice-routes.js'
import { sentRoutes } from './mail/sent-routes.js'

/** The mails of a city: what is coming and what the office does about it, what was sent, and why each of them is. */
export const mailRoutes = (parts: MailParts): Hono =>
  new Hono()
    .route('/', comingRoutes(parts))
    .route('/', foretoldRoutes(parts))
    .route('/', comingMailRoutes(parts))
    .route('/', sentRoutes(parts))
    .route('/', noticeRoutes(parts))
