/** Records that are one event: put side by side, merged, linked or told apart. */
export const mergeActions = [
  'seizure.duplicatesListed',
  'seizure.linked',
  'seizure.merged',
  'seizure.toldApart',
  'seizure.unlinked',
  'seizure.unmerged',
] as const;
