/** Excel's own limit of one cell, in UTF-16 units. */
export const CELL_LIMIT = 32_767

/** A text as a workbook must hold it: `_x0041_` would come back as A. */
export const cellText = (text: string): string => text.replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')

/** The text that was meant. */
export const meantText = (text: string): string => text.replace(/_x005F_/g, '_')

/** Text that is only to be looked at: its beginning is enough. */
export const beginning = (text: string): string => (text.length > 2000 ? `${text.slice(0, 2000)}…（続きは画面で見られます）` : text)
