import { setTimeout as sleep } from 'node:timers/promises'
import type { Instant } from '../../domain/process/command.js'
import { sha256 } from '../../domain/trail/canonical.js'
import { Refused } from '../app/errors.js'

/** Something that somebody is going to do, and when. */
export interface Plan {
  at: Instant
  /** the act with everything that it was derived from: another as soon as anything about it stands otherwise */
  key: string
  /** what it is about, for the person who has to go on with it */
  what: string
  /** path of the page where one goes on with it */
  page: string
  perform(): Promise<unknown>
}

/** The id of an act on a draft by which the player knows its own; the same for the same words. */
export const ownAct = (...words: (string | number)[]): string => `player-${sha256(words.join('\n')).slice(0, 24)}`

/** How an assignment's draft stands. */
export interface Drafted {
  /** the draft's revision; 0: there is none */
  drafted: number
  /** the last act on the workbench that made it; null: it was written otherwise */
  draftedBy: string | null
}

export const isTouched = ({ drafted, draftedBy }: Drafted): boolean => drafted > 0 && !draftedBy?.startsWith('player-')

/** @throws Refused when somebody is writing: the player neither writes on nor throws away what a person has begun */
export function mustBeUntouched(draft: Drafted): void {
  if (isTouched(draft)) throw new Refused('changed-meanwhile', ['人の書きかけがあります。その続きを書いて提出してください。'])
}

/**
 * What a person has touched is the person's. What was refused, or done and came to nothing, is left alone as long as it stands as it stood then;
 * the play goes on with everything else. Of each it is told once what it is, why, and on which page it goes on.
 * @param site where the pages are
 */
export function leaving(tell: (sentence: string) => void, site = '') {
  const tried = new Map<string, string>()
  const told = new Set<string>()
  const wordsOf = ({ key, what, page }: Plan): string =>
    `${what}は、再生では進められません。画面で続けてください（${site}${page}）。${tried.get(key) ?? ''}`
  const say = (sentence: string): void => {
    if (told.has(sentence)) return
    told.add(sentence)
    tell(sentence)
  }

  async function perform(plan: Plan): Promise<void> {
    tried.set(plan.key, '再生の操作では、何も変わりませんでした。')
    try {
      await plan.perform()
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      tried.set(plan.key, error.problems.join('') || error.message)
    }
  }

  return {
    say,

    /** Carries out what is due and is not left to a person, by so many hands. @returns how many were carried out */
    async act(due: Plan[], hands: number): Promise<number> {
      const queue = due.filter((plan) => !tried.has(plan.key))
      for (const plan of due) if (tried.has(plan.key)) say(wordsOf(plan))
      const count = queue.length
      await Promise.all(
        Array.from({ length: Math.min(hands, count) }, async () => {
          for (let plan = queue.shift(); plan !== undefined; plan = queue.shift()) await perform(plan)
        }),
      )
      return count
    },

    /** The sentences of what is left to people. */
    words: (plans: Plan[]): string[] => plans.filter(({ key }) => tried.has(key)).map(wordsOf),

    /** Gives people some time, and forgets what came to nothing: then everything is tried as after a new start. */
    async wait(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
      await sleep(milliseconds, undefined, signal ? { signal } : {})
      tried.clear()
    },
  }
}
