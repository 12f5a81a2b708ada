/** What may be done with words of a record that the guard found. */
export const textActions = ['text.agreed', 'text.listed', 'text.removalProposed', 'text.removed'] as const;
