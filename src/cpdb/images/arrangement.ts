import type { FieldProblem } from '../../errors.ts';
import { oneOf, readSheet } from '../../forms/index.ts';
import { roles } from './image.ts';
import type { Image, Role } from './image.ts';

/** How the images of a picture are to stand, and which go. */
export interface Arrangement {
  readonly images: readonly Pick<Image, 'id' | 'role' | 'place' | 'pair'>[];
  readonly removed: readonly string[];
}

/** Reads what the form says of the images it shows. Pairs are letters, A first; one alone in its pair is in none. */
export function readArrangement(
  body: unknown,
  ids: readonly string[],
): { readonly arrangement: Arrangement; readonly problems: readonly FieldProblem[] } {
  const { values, problems } = readSheet(
    body,
    Object.fromEntries(
      ids.flatMap(
        id =>
          [
            [`role.${id}`, oneOf(roles)],
            [
              `place.${id}`,
              oneOf(
                ids.map((_, at) => String(at + 1)),
                { optional: true },
              ),
            ],
            [`pair.${id}`, oneOf(pairNames, { optional: true })],
            [`remove.${id}`, oneOf(['yes'], { optional: true })],
          ] as const,
      ),
    ),
  );
  const kept = ids.filter(id => values[`remove.${id}`] !== 'yes');
  const placeOf = (id: string): number => Number(values[`place.${id}`] || ids.indexOf(id) + 1);
  const order = kept.toSorted((a, b) => placeOf(a) - placeOf(b) || ids.indexOf(a) - ids.indexOf(b));
  const members = Map.groupBy(kept, id => values[`pair.${id}`] ?? '');
  const isPair = (name: string): boolean =>
    name !== '' && new Set((members.get(name) ?? []).map(id => values[`role.${id}`])).size === roles.length;
  const lonely = [...members].find(([name, of]) => name !== '' && of.length > 1 && !isPair(name));
  return {
    problems: [
      ...problems,
      ...(lonely
        ? [{ path: `pair.${lonely[1][0]}`, key: 'cpdbimages:problem.pair', values: { pair: lonely[0] } }]
        : []),
    ],
    arrangement: {
      removed: ids.filter(id => !kept.includes(id)),
      images: order.map((id, at) => {
        const name = values[`pair.${id}`] ?? '';
        return {
          id,
          role: values[`role.${id}`] as Role,
          place: at + 1,
          pair: isPair(name) ? pairNames.indexOf(name) + 1 : null,
        };
      }),
    },
  };
}

/** Names of the pairs a form offers. */
export const pairNames: readonly string[] = [...'ABCDEFGHIJKLMNOPQRST'];
