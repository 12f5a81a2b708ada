/** What a spreadsheet would run as a formula, also behind spaces; a plain signed number is none. */
const formula = /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/;
const signedNumber = /^[+-]\d+([.,]\d+)?$/;

/** One cell: numbers as they are, text quoted where needed and, where it could run, behind an apostrophe. */
export function csvCell(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const safe = formula.test(value) && !signedNumber.test(value) ? `'${value}` : value;
  return /[",\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
