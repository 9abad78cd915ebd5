/** ①②… up to ⑳, then (21). */
export const circled = (no: number): string => (no >= 1 && no <= 20 ? String.fromCharCode(0x2460 + no - 1) : `(${no})`)

/** Opinions as they are called in a sentence: 意見①・④. */
export const opinionsCalled = (numbers: readonly number[]): string => `意見${numbers.map(circled).join('・')}`
