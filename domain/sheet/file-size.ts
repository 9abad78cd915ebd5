const megabyte = 1024 * 1024

/** The largest file that somebody may hand in, in bytes: 5 MB as people read it. */
export const largestFile = 5 * megabyte

/** A file's size as people read it, never rounded down to nothing: 1 KB, 640 KB, 3.2 MB. */
export const sizeWord = (bytes: number): string =>
  bytes < megabyte ? `${Math.max(1, Math.ceil(bytes / 1024)).toLocaleString('ja-JP')} KB` : `${(bytes / megabyte).toFixed(1)} MB`
