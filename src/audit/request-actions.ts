/** What is asked of a RILO about records that are counted and not shown. */
export const requestActions = ['request.answered', 'request.asked', 'request.listed'] as const;
