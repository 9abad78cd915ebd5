/** Paths of the directory's pages; keys are those of the register. */
export const postPath = (city: string, key: string): string => `/${city}/people/posts/${key}`
export const importPath = (city: string): string => `/${city}/people/import`
export const changesPath = (city: string): string => `/${city}/people/changes`
