/** What happens to code lists, and to records by them. */
export const codeActions = [
  'code.added',
  'code.listed',
  'code.recoded',
  'code.recodingUndone',
  'code.reinstated',
  'code.renamed',
  'code.retired',
  'code.wordsListed',
  'seizure.recoded',
] as const;
