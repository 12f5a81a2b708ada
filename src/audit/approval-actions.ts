/** What happens to a record before it counts, where its office wants its contact point to see it first. */
export const approvalActions = [
  'approval.given',
  'approval.listed',
  'approval.opened',
  'approval.recalled',
  'approval.returned',
  'approval.rulesChanged',
  'approval.rulesRead',
  'approval.sent',
] as const;
