/** What may be done with the trail itself. */
export const trailActions = [
  'trail.archived',
  'trail.checkAsked',
  'trail.checked',
  'trail.exportApproved',
  'trail.exportAsked',
  'trail.exportRefused',
  'trail.exported',
  'trail.keptChanged',
  'trail.read',
] as const;
