import type { ImportPlan } from '../plan.ts';
import { fold } from '../words/words.ts';
import type { Vocabulary } from '../words/vocabulary.ts';

/**
 * Codes of the units that the words for goods carry ("kilo of hashish", "cigarettes (packs)"), by folded word, for a
 * file that has no column of units. Undefined where fewer than one in ten does.
 */
export function unitsOfGoods(
  plan: ImportPlan,
  products: readonly string[],
  vocabulary: Vocabulary,
): ImportPlan['unitsOfGoods'] {
  if (plan.mapping.includes('unit') || plan.constants.unit !== undefined) return undefined;
  const found = new Map<string, string>();
  let carrying = 0;
  for (const product of products) {
    const told = wordsFor(product).flatMap(word => {
      const match = vocabulary.matchers.unit.match(word, { spelling: false });
      return match.how === 'exact' && match.auto && match.code !== undefined ? [[fold(word), match.code] as const] : [];
    });
    if (told.length > 0) carrying += 1;
    for (const [word, code] of told) found.set(word, code);
  }
  return carrying < Math.max(3, products.length * 0.1) ? undefined : Object.fromEntries(found);
}

/** The unit in the words for goods; undefined where they carry none. */
export function unitOfGoods(product: string, units: NonNullable<ImportPlan['unitsOfGoods']>): string | undefined {
  return wordsFor(product).flatMap(word => units[fold(word)] ?? [])[0];
}

/** What stands in brackets, then the first word of several. */
function wordsFor(product: string): string[] {
  const inside = /\(([^)]{1,24})\)/u.exec(product)?.[1] ?? '';
  const [first = '', ...more] = product.trim().split(/\s+/);
  return [inside, more.length === 0 ? '' : first].filter(word => word !== '');
}
