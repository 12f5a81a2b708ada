import type { Office } from '../../reference/index.ts';
import type { Words } from './words.ts';

export function regionName(region: string, { t }: Words): string {
  return t(`reference:values.country.wco_region.${region}`);
}

/** "Nairobi, Kenya". */
export function hostOf({ hostCity, country }: Office, words: Words): string {
  return [hostCity ?? '', country === null ? '' : words.country(country)].filter(Boolean).join(', ');
}

export function officeAddress(code: string): string {
  return `/network/offices/${code}`;
}

/** Calls a telephone where the device can. */
export function callAddress(number: string): string {
  return `tel:${number.replace(/[^+\d]/g, '')}`;
}
