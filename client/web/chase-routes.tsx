import { type Context, Hono } from 'hono'
import type { Desk } from '../app/desk/desk.js'
import { Refused, refusalSentences } from '../app/errors.js'
import type { ChaseWord } from '../app/steering/foresee-chase.js'
import type { Steering } from '../app/steering/steering.js'
import type { ChaseRules } from '../app/views/chase-rules.js'
import { type ActForm, actForm, chosenChase, tooLong } from './act-form.js'
import { chasesPath } from './chase-paths.js'
import { NotFound, noYear } from './error-pages.js'
import { denied } from './guards.js'
import type { ActProblem } from './pages/act-line.js'
import { ChasePreviewPage } from './pages/chase-preview-page.js'
import { ChasesPage } from './pages/chases-page.js'
import { withQuery } from './paths.js'
import { cycleIdOf, cyclePattern, html, numberIn, param } from './request.js'
import { rightsOf } from './session.js'

const pattern = `${cyclePattern}/chases`

/** 再依頼の段取り of a year: what the definition says, and for which sections and programmes the office says otherwise. */
export function chaseRoutes({ desk, steering }: { desk: Desk; steering: Steering }): Hono {
  const open = async (c: Context): Promise<{ rules: ChaseRules; post: string } | Response> => {
    const post = rightsOf(c, param(c, 'city')).posts.find(({ role }) => role === 'office')
    if (!post) return denied(c, desk)
    const rules = await steering.chaseRules(cycleIdOf(c))
    return rules ? { rules, post: post.id } : html(c, <NotFound what={noYear} />, 404)
  }
  const page = (c: Context, rules: ChaseRules, problem: ActProblem | null) => {
    const changed = c.req.query('changed') === undefined ? null : c.req.query('changed') === '0' ? 0 : numberIn(c, 'changed', '件数')
    return html(c, <ChasesPage rules={rules} changed={problem ? null : changed} problem={problem} />, problem ? 400 : 200)
  }
  return new Hono()
    .get(pattern, async (c) => {
      const opened = await open(c)
      return opened instanceof Response ? opened : page(c, opened.rules, null)
    })
    .post(pattern, async (c) => {
      const opened = await open(c)
      if (opened instanceof Response) return opened
      const { rules, post } = opened
      const form = await actForm(c)
      const wrong = (field: string, message: string) => page(c, rules, { act: form.act, field, message, texts: form.text })
      const word = wordIn(form)
      if ('field' in word) return wrong(word.field, word.message)
      const reason = form.text('chase-reason')
      if (reason === '') return wrong('chase-reason', '理由を書いてください。記録に残ります。')
      if (form.text('_sure') !== 'yes') {
        const outlook = await steering.foreseeChase(rules.cycle.id, word)
        if (!outlook) return wrong('', refusalSentences['unknown-process'])
        return html(c, <ChasePreviewPage rules={rules} word={word} reason={reason} outlook={outlook} />)
      }
      const person = c.get('visitor').personId
      try {
        const changed = await steering.overrideChase({ id: form.key, cycleId: rules.cycle.id, ...word, reason, post, person })
        return c.redirect(withQuery(chasesPath(rules.cycle), { changed }), 303)
      } catch (error) {
        if (!(error instanceof Refused)) throw error
        return wrong('', [refusalSentences[error.code], ...error.problems].join(' '))
      }
    })
}

function wordIn(form: ActForm): ChaseWord | { field: string; message: string } {
  const long = tooLong(form)
  if (long) return long
  const scope = form.act === 'programme' ? 'programme' : 'section'
  const key = form.text(scope)
  if (key === '') return { field: scope, message: scope === 'section' ? '課を選んでください。' : '施策を選んでください。' }
  if (form.text('_back') === 'yes') return { scope, key, chase: null, standing: false }
  const chase = form.text('chase')
  return chase === '' ? { field: 'chase', message: '段取りを選んでください。' } : { scope, key, chase: chosenChase(chase), standing: true }
}
