/** What may be done with yearly reports and bulletins. */
export const reportActions = [
  'report.accepted',
  'report.begun',
  'report.caseChosen',
  'report.caseRemoved',
  'report.fileAsked',
  'report.fileMade',
  'report.fileOpened',
  'report.frozen',
  'report.moved',
  'report.noteSettled',
  'report.noted',
  'report.published',
  'report.read',
  'report.written',
] as const;
