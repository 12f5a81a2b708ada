import type { FieldValue } from '../goods/heading.ts';
import type { Cell, Pick, Side } from './side.ts';

/** Why a value is proposed. '' where the first record's is kept for want of a better one. */
export type Why = '' | 'only' | 'narrower' | 'precise' | 'verified' | 'agrees' | 'texts';

/** From the narrowest. */
const releases: readonly string[] = ['through_rilo', 'named', 'rilos', 'region', 'all'];
const precisions: readonly string[] = ['day', 'month', 'year'];

/**
 * The better of the values that differ: the only one stated; for release, the narrower; the more precise; the verified;
 * what a linked record states too; else the first. Pure.
 */
export function propose(
  key: string,
  cells: readonly (Cell | undefined)[],
  sides: readonly Side[],
): { readonly pick: Pick; readonly why: Why } {
  const stated = cells.flatMap((cell, at) => (cell && sides[at]?.canMerge ? [{ cell, at }] : []));
  const [first] = stated;
  if (!first) return { pick: 'none', why: '' };
  if (stated.length === 1) return { pick: first.at, why: 'only' };
  if (key === 'facts.release' || key === 'facts.embargoUntil') {
    const narrowest = stated.toSorted((a, b) => breadth(a.cell) - breadth(b.cell))[0] ?? first;
    return { pick: narrowest.at, why: 'narrower' };
  }
  if (key === 'facts.narrative' && new Set(stated.map(({ cell }) => textOf(cell, 'narrative'))).size > 1)
    return { pick: 'all', why: 'texts' };
  const best = stated.toSorted((a, b) => precision(b.cell) - precision(a.cell))[0] ?? first;
  if (stated.some(({ cell }) => precision(cell) < precision(best.cell))) return { pick: best.at, why: 'precise' };
  const verified = stated.filter(({ at }) => sides[at]?.isVerified);
  if (verified[0] && verified.length < stated.length) return { pick: verified[0].at, why: 'verified' };
  const beside = cells.flatMap((cell, at) => (cell && !sides[at]?.canMerge ? [said(cell)] : []));
  const agreeing = stated.find(({ cell }) => beside.includes(said(cell)));
  return agreeing ? { pick: agreeing.at, why: 'agrees' } : { pick: first.at, why: '' };
}

function breadth(cell: Cell): number {
  if (cell.of !== 'facts') return 0;
  const { release, embargoUntil } = cell.values;
  // The longer embargo is the narrower.
  if (typeof embargoUntil === 'string') return -Date.parse(embargoUntil);
  return releases.indexOf(String(release));
}

/** How much a value says, compared with another of its kind. */
function precision(cell: Cell): number {
  if (cell.of !== 'facts' && cell.of !== 'line') return 0;
  const { datePrecision, product, quantity } = cell.values;
  if (cell.values.seizureDate !== undefined) return -precisions.indexOf(String(datePrecision ?? 'day'));
  if (typeof product === 'string') return /(?:^|-)OTH(?:ER)?$/.test(product) ? 0 : 1;
  if (typeof quantity === 'number') return String(quantity).replace(/\D|0+$/g, '').length;
  return 0;
}

function textOf(cell: Cell, name: string): FieldValue | undefined {
  return cell.of === 'facts' ? cell.values[name] : undefined;
}

function said(cell: Cell): string {
  if (cell.of === 'facts' || cell.of === 'line') return JSON.stringify(cell.values);
  return JSON.stringify(cell.of === 'persons' ? cell.persons : cell.line);
}
