/** What may be done with risk indicators. */
export const indicatorActions = [
  'indicator.givenUp',
  'indicator.kept',
  'indicator.noted',
  'indicator.searchDone',
  'indicator.searchExpired',
  'indicator.searchStopped',
  'indicator.searched',
  'indicator.used',
] as const;
