import type { PromiseCourse } from './promises.js'

export const promiseStateWords: Record<PromiseCourse['state'], string> = {
  open: '未回答',
  'under-way': '実施中',
  done: '実施した',
  dropped: '取りやめた',
}

/** How a promise stands in a list: what a later Action carries on is asked there, and is neither open nor ended here. */
export type ListedState = PromiseCourse['state'] | 'carried'

export const listedState = (one: PromiseCourse): ListedState =>
  (one.state === 'open' || one.state === 'under-way') && one.carriedBy.some((ref) => ref !== one.ref) ? 'carried' : one.state

export const listedStateWords: Record<ListedState, string> = { ...promiseStateWords, carried: '新しい対応に引き継いだ' }
