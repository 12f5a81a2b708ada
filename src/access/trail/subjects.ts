/**
 * Where what a row is about can be opened. One line for each kind of subject; a feature that writes others adds its
 * own.
 */
const places: readonly (readonly [RegExp, (found: RegExpExecArray) => string])[] = [
  // Before the records: AP and AB are no countries.
  [/^AP-\d{4}-\d{6,}$/, ([ref]) => `/access/applications/${ref}`],
  [/^AB-\d{4}-\d{6,}$/, ([ref]) => `/access/applications/batches/${ref}`],
  [/^REFERRAL-\d{4}-\d{4,}$/, ([ref]) => `/cws/referrals/${ref}`],
  [/^SUG-\d{4}-\d{4,}$/, ([ref]) => `/network/suggestions/${ref}`],
  [/^(?:ALERT|SHEET|PAGE|BULLETIN|REPORT|RILOPAGE|MEDIA)-\d{4}-\d{4,}$/, ([ref]) => `/cws/documents/${ref}`],
  [/^RILO-[A-Z]{2,6}$/, ([code]) => `/network/offices/${code}`],
  [/^[A-Z]{2}-\d{4}-\d{6,}$/, ([ref]) => `/seizures/${ref}`],
  [/^link:(\d+)$/, ([, id]) => `/cws/links/${id}`],
  [/^import:(\d+)$/, ([, id]) => `/seizures/imports/${id}`],
  [/^alarm:(\d+)$/, ([, number]) => `/access/alarms/${number}`],
  [/^export:(\d+)$/, ([, number]) => `/access/audit/exports/${number}`],
  [/^check:\d+$/, () => '/access/audit/chain'],
  [/^row:(\d+)$/, ([, id]) => `/access/audit/rows/${id}`],
];

/** Address of a subject's own page; undefined for one without. */
export function placeOfSubject(subject: string): string | undefined {
  for (const [shape, address] of places) {
    const found = shape.exec(subject);
    if (found) return address(found);
  }
  return undefined;
}
