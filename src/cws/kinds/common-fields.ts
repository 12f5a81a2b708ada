import type { Field } from './kind.ts';

/** Handling codes of domain.md section 3, after Europol's SIENA: H0 none to H3 other restrictions. */
const handlingCodes = ['H0', 'H1', 'H2', 'H3'] as const;

export const headings: Field = { name: 'headings', type: 'codes', list: 'heading', max: 14 };
export const countries: Field = { name: 'countries', type: 'countries', optional: true, max: 40 };
export const handling: Field = { name: 'handling', type: 'choice', codes: handlingCodes };
export const embargo: Field = { name: 'embargoUntil', type: 'date', optional: true, ahead: 1, back: 0 };
export const validUntil: Field = { name: 'validUntil', type: 'date', ahead: 3, back: 0 };
