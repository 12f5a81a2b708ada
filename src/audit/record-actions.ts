/** What happens to a record after it was submitted. */
export const recordActions = [
  'seizure.answered',
  'seizure.corrected',
  'seizure.embargoEnded',
  'seizure.correctionSuggested',
  'seizure.flagSettled',
  'seizure.putOff',
  'seizure.quantityConfirmed',
  'seizure.queried',
  'seizure.questionClosed',
  'seizure.queueListed',
  'seizure.restored',
  'seizure.suggestionDecided',
  'seizure.turnaroundRead',
  'seizure.verified',
] as const;
