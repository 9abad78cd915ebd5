import { type Child, type FC, useContext } from 'hono/jsx'
import { rightsIn } from '../../app/people/posts-held.js'
import { VisitorContext } from '../visitor.js'

/** What only those who oversee a city's year can open; for others the link would lead nowhere. `id`: anything that begins with the city. */
export const Overseers: FC<{ id: string; children?: Child }> = ({ id, children }) => {
  const visitor = useContext(VisitorContext)
  return visitor && rightsIn(id.split('/')[0] ?? '', visitor.posts).oversees ? <>{children}</> : null
}

/** What only the office can do; for others the link would lead to nothing. */
export const Officials: FC<{ id: string; children?: Child }> = ({ id, children }) => {
  const visitor = useContext(VisitorContext)
  return visitor && rightsIn(id.split('/')[0] ?? '', visitor.posts).office ? <>{children}</> : null
}
