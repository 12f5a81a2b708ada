/** What an office may do with the totals it published. */
export const statisticsActions = ['statistics.kept', 'statistics.withdrawn'] as const;
