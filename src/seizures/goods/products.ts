import type { Field, Heading, UnitKind } from './heading.ts';

/** Whether a product code is one of the patterns: exact codes, or prefixes ending in '*'. */
export function productMatches(product: string, patterns: readonly string[]): boolean {
  return patterns.some(pattern => matches(product, pattern));
}

function matches(product: string, pattern: string): boolean {
  return pattern.endsWith('*') ? product.startsWith(pattern.slice(0, -1)) : product === pattern;
}

/** Kinds of unit a line of this product may use. An exact code wins over a prefix, a longer prefix over a shorter. */
export function unitKindsFor(heading: Heading, product: string): readonly UnitKind[] {
  const narrowed = heading.unitKindsByProduct ?? {};
  const best = Object.keys(narrowed)
    .filter(pattern => matches(product, pattern))
    .sort((a, b) => Number(a.endsWith('*')) - Number(b.endsWith('*')) || b.length - a.length)[0];
  return (best === undefined ? undefined : narrowed[best]) ?? heading.unitKinds;
}

/** The heading's own fields that are asked for this product, in order. */
export function fieldsFor(heading: Heading, product: string): readonly Field[] {
  return heading.fields.filter(field => field.products === undefined || productMatches(product, field.products));
}

/** Units an officer would use first, by kind; named in messages and offered first in forms. */
export const usualUnits: Readonly<Record<UnitKind, readonly string[]>> = {
  mass: ['kg', 'g'],
  volume: ['L', 'mL'],
  alcohol: ['Lpa'],
  count: ['piece'],
  'dose form': ['tablet', 'capsule'],
  dose: ['dose', 'blotter'],
  vial: ['ampoule', 'vial'],
  container: ['bottle', 'cylinder'],
  sticks: ['stick'],
  rounds: ['round'],
  plants: ['plant'],
  animals: ['head', 'egg'],
  length: ['m'],
  area: ['m2'],
  activity: ['Bq', 'GBq'],
  money: ['amount'],
  files: ['file'],
};

/** Usual units for a product, the kinds in the heading's order. */
export function usualUnitsFor(heading: Heading, product: string): readonly string[] {
  return unitKindsFor(heading, product).flatMap(kind => usualUnits[kind]);
}
