import { read, refuse, type Reading } from '../../text/readable-text.ts';

/** A code of the Harmonized System or of a national tariff made of it: 2 to 10 digits, with or without dots. */
export function readHsCode(text: string): Reading<string> {
  const digits = text.replace(/[. \u00a0]/g, '');
  return /^(\d{2}){1,5}$/.test(digits) ? read(digits) : refuse('hsShape', { value: text });
}
