import type { Database } from '../../../prisma/db.js'
import { change, faulty, type Keeper } from './directory-change.js'
import { holdsElsewhere } from './elsewhere.js'
import { factorKeys } from './sign-in-limits.js'

/**
 * Takes away the second factor of somebody whose device is lost, and ends all their sessions: at the next sign-in they set up another.
 * An administrator's act, on somebody who holds or held a post of the city and holds none of another, written down with the changes of
 * the register.
 * @param key the form's: sent twice, it happens once
 * @throws Refused with sentences; nothing is changed then
 */
export const resetSecondFactor = (db: Database, keeper: Keeper, key: string, personId: string): Promise<void> =>
  change(db, keeper, key, async ({ tx, today }) => {
    if (!keeper.admin) throw faulty('確認アプリの登録を取り消せるのは、人事の管理の職だけです。')
    if (personId === keeper.person) throw faulty('自分の登録は取り消せません。ほかの管理者に依頼してください。')
    const person = await tx.person.findUnique({ where: { id: personId } })
    const here = await tx.holding.count({ where: { personId, postId: { startsWith: `${keeper.city}/` } } })
    if (!person || here === 0) throw faulty('この人はこの市の職に就いたことがありません。組織と職の画面から選んでください。')
    if (await holdsElsewhere(tx, keeper.city, personId, today))
      throw faulty('この人の登録は、ここでは取り消せません。システムの管理者に知らせてください。')
    const { count } = await tx.twoFactor.deleteMany({ where: { userId: personId } })
    if (count === 0) throw faulty(`${person.name}さんは、確認アプリを登録していません。`)
    await tx.person.update({ where: { id: personId }, data: { twoFactorEnabled: false, updatedAt: new Date() } })
    await tx.session.deleteMany({ where: { userId: personId } })
    await tx.rateLimit.deleteMany({ where: { key: { in: factorKeys(personId) } } })
    return [{ kind: 'second-factor-reset', facts: { person: personId, name: person.name, email: person.email } }]
  })
