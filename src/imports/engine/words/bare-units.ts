import { headings, isHeadingCode, usualUnitsFor } from '../../../seizures/index.ts';
import type { BareQuantity } from '../columns/bare-quantities.ts';
import type { BesideGoods, Candidate } from '../columns/matches.ts';
import { naturalUnitOf } from '../draft/natural-unit.ts';
import { unitOfGoods } from '../draft/units-of-goods.ts';
import type { ImportPlan } from '../plan.ts';

/** Stands for "no unit" before the code of the goods, where a word for a unit would stand. */
const mark = '∅ ';

/** The word under which the unit of goods without one is asked and answered; the code is HEADING/CODE. */
export function bareUnitWord(product: string): string {
  return mark + product;
}

/** HEADING/CODE of the goods a word stands for whose rows state no unit; undefined for a word of the file. */
export function goodsOfBareUnit(word: string): string | undefined {
  return word.startsWith(mark) ? word.slice(mark.length) : undefined;
}

/** Rows without a unit of one product, with the units there may be. */
export interface BareUnit {
  readonly word: string;
  readonly count: number;
  readonly line: number;
  readonly example: readonly string[];
  readonly candidates: readonly Candidate[];
  /** Whether all rows of the same goods that state a unit state this one, and there are enough of them. */
  readonly isSettled: boolean;
}

/** Share and number of rows with one unit that speak for the same unit where none stands. */
const settled = { share: 0.9, rows: 3 } as const;

/**
 * What has to be asked of goods whose rows state no unit, by product: not of those that are counted by themselves, nor
 * of those whose own words carry a unit. `productOf` and `unitOf` tell what a word was taken for.
 */
export function bareUnits(
  quantities: readonly BareQuantity[],
  plan: ImportPlan,
  productOf: (quantity: BareQuantity) => string | undefined,
  unitOf: (word: string) => string | undefined,
): BareUnit[] {
  const known = quantities.flatMap(quantity => {
    const product = productOf(quantity);
    return product === undefined ? [] : [{ product, quantity }];
  });
  const ofProduct = Map.groupBy(known, ({ product }) => product);
  // "258 balls" among goods in texts, of which others state a unit, are so many things.
  const areCounted = plan.mapping.includes('goods') && quantities.some(({ units }) => units.size > 0);
  const ofHeading = Map.groupBy(known, ({ product }) => headingOf(product));
  return [...ofProduct].flatMap(([product, all]) => {
    const own = all.map(({ quantity }) => quantity);
    const [heading = '', code = ''] = product.split('/');
    const bare = own.filter(one => one.count > 0 && !carriesUnit(one, plan));
    const [first] = bare;
    if (!first || !isHeadingCode(heading) || naturalUnitOf(headings[heading], code) !== undefined) return [];
    const stated = unitsIn(own, unitOf);
    const counted = areCounted ? countedIn(stated, usualUnitsFor(headings[heading], code)) : undefined;
    const units = counted === undefined ? stated : [{ code: counted, rows: settled.rows, share: 1 }];
    const [best] = units;
    const beside = unitsIn(
      (ofHeading.get(heading) ?? []).map(({ quantity }) => quantity),
      unitOf,
    );
    return [
      {
        word: bareUnitWord(product),
        count: bare.reduce((sum, { count }) => sum + count, 0),
        line: first.line,
        example: first.example,
        candidates: candidatesFrom(units, beside, usualUnitsFor(headings[heading], code)),
        isSettled: best !== undefined && best.share >= settled.share && best.rows >= settled.rows,
      },
    ];
  });
}

/** "20,000 cigarettes" are so many of them whatever packs others come in; what nothing is weighed of is counted. */
function countedIn(stated: readonly UnitShare[], usual: readonly string[]): string | undefined {
  if (usual.includes('stick')) return 'stick';
  return stated.length === 0 ? 'piece' : undefined;
}

function carriesUnit({ product }: BareQuantity, { unitsOfGoods }: ImportPlan): boolean {
  return unitsOfGoods !== undefined && unitOfGoods(product, unitsOfGoods) !== undefined;
}

function headingOf(product: string): string {
  return product.slice(0, product.indexOf('/'));
}

interface UnitShare {
  readonly code: string;
  readonly rows: number;
  readonly share: number;
}

function unitsIn(quantities: readonly BareQuantity[], unitOf: (word: string) => string | undefined): UnitShare[] {
  const counts = new Map<string, number>();
  for (const { units } of quantities)
    for (const [word, rows] of units) {
      const code = unitOf(word);
      if (code !== undefined) counts.set(code, (counts.get(code) ?? 0) + rows);
    }
  const all = [...counts.values()].reduce((sum, rows) => sum + rows, 0);
  return [...counts].map(([code, rows]) => ({ code, rows, share: rows / all })).sort((a, b) => b.rows - a.rows);
}

/** Units of the same goods in the file, then those of its heading there, then those usual for the goods. */
function candidatesFrom(
  own: readonly UnitShare[],
  beside: readonly UnitShare[],
  usual: readonly string[],
): readonly Candidate[] {
  const scored = [
    ...own.map(({ code, share }) => candidate(code, 0.75 + share / 5, 'same_goods')),
    ...beside
      .filter(({ code }) => usual.includes(code))
      .map(({ code, share }) => candidate(code, 0.5 + share / 5, 'same_heading')),
    ...usual.map(code => candidate(code, 0.4, 'usual_unit')),
  ];
  const codes = new Set<string>();
  return scored.filter(({ code }) => !codes.has(code) && codes.add(code)).slice(0, 5);
}

function candidate(code: string, score: number, why: BesideGoods): Candidate {
  return { code, score, word: '', why };
}
