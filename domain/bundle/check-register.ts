import { instead } from '../definition/nearest.js'
import type { Fault } from '../definition/problem.js'
import type { Definition } from '../definition/schema.js'
import { type Bundle, seatRole, sectionRoles, standingRoles } from './schema.js'

/** Departments, posts and programmes: does every name stand for one thing, and can everybody who must act be found? */
export function checkRegister(bundle: Bundle, definition: Definition): Fault[] {
  return [
    ...twice(bundle.departments, 'departments', '課'),
    ...twice(bundle.posts, 'posts', '職'),
    ...twice(bundle.programmes, 'programmes', '施策'),
    ...checkPosts(bundle, definition),
    ...checkStaffing(bundle, definition),
    ...checkProgrammes(bundle, definition),
  ]
}

const twice = (items: { key: string }[], list: string, word: string): Fault[] =>
  items.flatMap(({ key }, index) =>
    items.findIndex((item) => item.key === key) === index
      ? []
      : [
          {
            path: [list, index, 'key'],
            message: `${word}「${key}」が二度書かれています。`,
            remedy: 'どちらかを消すか、別の key を付けてください。',
          },
        ],
  )

/** RFC 2606 and 6761, and JPRS's EXAMPLE.JP: mail to these names can reach nobody. */
const reserved = /(^|\.)(example|test|invalid|localhost|example\.(com|net|org|jp))$/

/** Not wrong, but worth knowing before a year is played: these addresses may belong to somebody. */
export const addressWarnings = (bundle: Bundle): Fault[] =>
  bundle.posts.flatMap(({ mailbox }, index) =>
    reserved.test(mailbox.split('@').at(-1) ?? '')
      ? []
      : [
          {
            path: ['posts', index, 'mailbox'],
            message: `${mailbox} は実在しうる宛先です。再生したメールが届くおそれがあります。`,
            remedy: '試すだけなら .example で終わる宛先にしてください。',
          },
        ],
  )

function checkPosts(bundle: Bundle, definition: Definition): Fault[] {
  const roles = new Set<string>([...sectionRoles, ...standingRoles, seatRole, ...definition.roles.map(({ id }) => id)])
  return bundle.posts.flatMap((post, index) => {
    const faults: Fault[] = []
    if (!bundle.departments.some(({ key }) => key === post.department))
      faults.push({
        path: ['posts', index, 'department'],
        message: `職「${post.title}」の課「${post.department}」が departments にありません。`,
        remedy: 'departments に課を足すか、課の key を直してください。',
      })
    if (!roles.has(post.role))
      faults.push({
        path: ['posts', index, 'role'],
        message: `役割「${post.role}」は実施要領にありません。`,
        remedy: instead(post.role, [...roles]),
      })
    return faults
  })
}

function checkStaffing(bundle: Bundle, definition: Definition): Fault[] {
  const holders = (role: string) => bundle.posts.flatMap((post, index) => (post.role === role ? [{ post, index }] : []))
  const faults: Fault[] = []
  const asks = definition.steps.flatMap(({ asks }) => asks)
  const named = asks.flatMap(({ to, check }) => [to, check]).filter((party) => party !== 'owner' && party !== 'none')
  for (const role of new Set(['office', ...named])) {
    const found = holders(role)
    const name = definition.roles.find(({ id }) => id === role)?.name ?? role
    if (found.length === 0)
      faults.push({
        path: ['posts'],
        message: `役割「${role}」（${name}）の職がありません。`,
        remedy: `role が ${role} の職を一つ書いてください。`,
      })
    for (const { index } of found.slice(1))
      faults.push({
        path: ['posts', index, 'role'],
        message: `役割「${role}」（${name}）の職が二つ以上あります。誰に尋ねるかが決まりません。`,
        remedy: '一つだけ残し、ほかの職の役割を変えてください。',
      })
  }
  bundle.departments.forEach((department, index) => {
    if (isApart(bundle, department.key)) return
    for (const [role, word] of [
      ['officer', '担当'],
      ['head', '課長'],
    ] as const) {
      const found = holders(role).filter(({ post }) => post.department === department.key)
      if (found.length === 0)
        faults.push({
          path: ['departments', index],
          message: `課「${department.name}」に${word}の職がありません。`,
          remedy: `posts に role が ${role} の職を足してください。`,
        })
      for (const extra of found.slice(1))
        faults.push({
          path: ['posts', extra.index, 'role'],
          message: `課「${department.name}」の${word}の職が二つ以上あります。`,
          remedy: '一つだけ残してください。',
        })
    }
  })
  return [...faults, ...checkCoordinators(bundle, definition)]
}

/** No section of the city's: it looks on, keeps the posts, or is a body of members, and carries out no programme. */
const isApart = ({ posts, programmes }: Bundle, department: string): boolean => {
  const own = posts.filter((post) => post.department === department)
  const standing = own.length > 0 && own.every(({ role }) => role === seatRole || (standingRoles as readonly string[]).includes(role))
  return standing && !programmes.some((programme) => programme.department === department)
}

/** A chase that goes to the coordinator needs one in every bureau that has a programme. */
function checkCoordinators(bundle: Bundle, definition: Definition): Fault[] {
  if (!definition.chases.some(({ notices }) => notices.some(({ to }) => to === 'coordinator'))) return []
  const bureauOf = new Map(bundle.departments.map(({ key, bureau }) => [key, bureau]))
  const covered = new Set(bundle.posts.filter(({ role }) => role === 'coordinator').map(({ department }) => bureauOf.get(department)))
  const asked = new Set(bundle.programmes.map(({ department }) => bureauOf.get(department)))
  return bundle.departments.flatMap(({ bureau }, index, all) =>
    asked.has(bureau) && !covered.has(bureau) && all.findIndex((one) => one.bureau === bureau) === index
      ? [
          {
            path: ['departments', index, 'bureau'],
            message: `${bureau}に取りまとめ担当の職がありません。`,
            remedy: 'posts に role が coordinator の職を足してください。',
          },
        ]
      : [],
  )
}

function checkProgrammes(bundle: Bundle, definition: Definition): Fault[] {
  const articles = new Set(definition.articles.map(({ no }) => no))
  return bundle.programmes.flatMap((programme, index) => {
    const faults: Fault[] = []
    const refuse = (at: PropertyKey | PropertyKey[], message: string, remedy: string) =>
      faults.push({ path: ['programmes', index, ...(Array.isArray(at) ? at : [at])], message, remedy })
    const named = `施策「${programme.name}」の`
    if (!bundle.departments.some(({ key }) => key === programme.department))
      refuse(
        'department',
        `${named}課「${programme.department}」が departments にありません。`,
        'departments に課を足すか、課の key を直してください。',
      )
    if (!articles.has(programme.article))
      refuse(
        'article',
        `${named}第${programme.article}条は実施要領にありません。`,
        `第${[...articles].join('・')}条のどれかにしてください。`,
      )
    programme.components.forEach(({ article }, part) => {
      if (article !== undefined && !articles.has(article))
        refuse(
          ['components', part, 'article'],
          `${named}構成事業の第${article}条は実施要領にありません。`,
          `第${[...articles].join('・')}条のどれかにしてください。`,
        )
    })
    if (!definition.forms.some(({ id }) => id === programme.form))
      refuse(
        'form',
        `${named}様式「${programme.form}」は実施要領にありません。`,
        instead(
          programme.form,
          definition.forms.map(({ id }) => id),
        ),
      )
    if (
      programme.sharedWith !== null &&
      (programme.sharedWith === programme.key || !bundle.programmes.some(({ key }) => key === programme.sharedWith))
    )
      refuse(
        'sharedWith',
        `${named}一体的に実施する相手「${programme.sharedWith}」が、ほかの施策にありません。`,
        '相手の施策の key にするか、null にしてください。',
      )
    return faults
  })
}
