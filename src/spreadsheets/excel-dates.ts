/** Days between 1899-12-30 and 1970-01-01. */
const epoch1900 = 25_569;
const shift1904 = 1462;

/**
 * A workbook's day number as text: YYYY-MM-DD, with HH:MM:SS behind it where it has a time. Counted in UTC. The 1900
 * system has a 29 February 1900 that never was. Undefined for numbers no calendar day stands for.
 */
export function serialText(serial: number, date1904: boolean): string | undefined {
  const shifted = date1904 ? serial + shift1904 : serial < 60 ? serial + 1 : serial;
  if (!Number.isFinite(serial) || shifted < 1 || shifted > 2_958_466) return undefined;
  const seconds = Math.round((shifted - epoch1900) * 86_400);
  const text = new Date(seconds * 1000).toISOString();
  const time = text.slice(11, 19);
  return time === '00:00:00' ? text.slice(0, 10) : `${text.slice(0, 10)} ${time}`;
}

/** A share of a day as HH:MM:SS. */
export function timeText(share: number): string {
  return new Date(Math.round(share * 86_400) * 1000).toISOString().slice(11, 19);
}

/**
 * A typed number as text that reads the same in every number style: 1.234 would look like 1,234 to a style with decimal
 * comma, 1.2340 does not.
 */
export function numberText(value: number): string {
  const exact = Number.isInteger(value) ? value : Number(value.toPrecision(15));
  const text = String(exact);
  return /^-?[1-9]\d{0,2}\.\d{3}$/.test(text) ? `${text}0` : text;
}
