/** Excel's own limit of one cell, in UTF-16 units. */
export const CELL_LIMIT = 32_767

/** A text as a workbook must hold it: `_x0041_` would come back as A. */
export const cellText = (text: string): string => text.replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
