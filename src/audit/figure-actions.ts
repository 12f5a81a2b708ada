/** Figures counted over records, and those that left the portal as a file. */
export const figureActions = ['figure.counted', 'figure.downloaded'] as const;
