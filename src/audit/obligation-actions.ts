/** What may be done with the reports a Member owes other organizations. */
export const obligationActions = [
  'obligation.corrected',
  'obligation.fileOpened',
  'obligation.listed',
  'obligation.read',
  'obligation.sent',
  'obligation.taken',
  'obligation.takenBack',
] as const;
