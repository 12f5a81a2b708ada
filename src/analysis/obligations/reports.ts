/** The reports that are made from the records, in the order in which they are listed. */
export const reports = [
  { key: 'cites', heading: 'CITES' },
  { key: 'unodc', heading: 'DRUG' },
  { key: 'incb', heading: 'PREC' },
  { key: 'ozone', heading: 'ODS' },
] as const;

export type ReportKey = (typeof reports)[number]['key'];
