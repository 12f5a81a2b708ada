import { isOfGoods } from '../rows/parallel-cells.ts';
import type { Repeat } from '../rows/repeated-cells.ts';
import { fold } from '../words/words.ts';

const numbered = /(?:^|(?<=[\s_.#(-]))\d{1,2}(?=$|[\s_.)-])|(?<=\p{L})\d{1,2}$/u;

/** Further goods that have columns of their own: each with a quantity and a name at least. */
export function repeatedColumns(header: readonly string[], mapping: readonly (string | null)[]): Repeat[] {
  const names = header.map(nameOf);
  const groups: Record<number, number>[] = [];
  for (const [column, field] of mapping.entries()) {
    if (!isOfGoods(field)) continue;
    const like = names.flatMap(({ base }, at) =>
      at > column && base === names[column]?.base && base !== '' ? [at] : [],
    );
    for (const [nth, other] of like.entries()) if (isNext(names, column, other)) (groups[nth] ??= {})[column] = other;
  }
  const has = (group: Repeat, ...fields: string[]): boolean =>
    Object.keys(group).some(column => fields.includes(mapping[Number(column)] ?? ''));
  return groups.filter(group => has(group, 'quantity') && has(group, 'product', 'heading'));
}

interface Name {
  readonly base: string;
  readonly number: number | undefined;
}

function nameOf(header: string): Name {
  const text = fold(header);
  const number = numbered.exec(text)?.[0];
  return {
    base: text
      .replace(numbered, '')
      .replaceAll(/[\s_.#()-]+/gu, ' ')
      .trim(),
    number: number === undefined ? undefined : Number(number),
  };
}

/** A higher number, or the same name again. */
function isNext(names: readonly Name[], column: number, other: number): boolean {
  const [own, next] = [names[column]?.number, names[other]?.number];
  return own === next ? own === undefined : next !== undefined && next > (own ?? 1);
}
