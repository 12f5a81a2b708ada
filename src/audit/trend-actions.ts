/** What an office may say of the months of a trend. */
export const trendActions = ['trend.apartTakenBack', 'trend.setApart'] as const;
