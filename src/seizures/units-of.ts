import { isValidOn, type Lists } from '../reference/index.ts';
import { headings } from './headings/index.ts';
import type { HeadingCode, UnitKind } from './goods/heading.ts';
import { usualUnits } from './goods/products.ts';
import { today } from '../text/plain-date.ts';

/** Codes of the units of some kinds that may be used on a date, the usual ones first. */
export function unitsOfKinds(lists: Lists, kinds: readonly UnitKind[], date: string, chosen = ''): string[] {
  const units = lists
    .all('unit')
    .filter(
      entry => isValidOn(entry, date) && (kinds.includes(entry.details.kind as UnitKind) || entry.code === chosen),
    );
  const usual = kinds.flatMap(kind => usualUnits[kind]);
  const rank = (code: string): number => (usual.includes(code) ? usual.indexOf(code) : usual.length + 1);
  return units.map(({ code }) => code).toSorted((a, b) => rank(a) - rank(b));
}

/** Codes of the units a heading's goods are counted in today, the usual ones first. */
export function unitsOf(lists: Lists, heading: HeadingCode): string[] {
  return unitsOfKinds(lists, headings[heading].unitKinds, today());
}
