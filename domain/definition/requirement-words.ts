const requirements: Record<string, string> = {
  answered: '対応の要る意見の全てに対応があること',
  fresh: '受理の後に修正されたものがないこと',
}

/** What a gate demands (`requirement` in schema.ts), as people read it. An unknown one is its own word. */
export const requirementWord = (requirement: string): string => requirements[requirement] ?? requirement
