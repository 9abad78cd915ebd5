import type { CityDate } from '../../../domain/calendar/instants.js'
import type { Transaction } from '../../../prisma/trail.js'

/**
 * Whether somebody holds, held or will hold a post of another city than this one; with a day: on that day or later. An address is one
 * person's in all cities of a database, and what one city does to the person must not reach into another.
 */
export const holdsElsewhere = async (tx: Transaction, city: string, personId: string, from?: CityDate): Promise<boolean> =>
  (await tx.holding.count({
    where: {
      personId,
      NOT: { postId: { startsWith: `${city}/` } },
      ...(from === undefined ? {} : { OR: [{ until: null }, { until: { gte: new Date(from) } }] }),
    },
  })) > 0
