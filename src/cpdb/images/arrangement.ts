import type { FieldProblem } from '../../errors.ts';
import { roles, type Image } from './image.ts';
import { choice, readForm, rows, ticked, type Typed } from '../../fields/index.ts';

/** How the images of a picture are to stand, and which go. */
export interface Arrangement {
  readonly images: readonly Pick<Image, 'id' | 'role' | 'place' | 'pair'>[];
  readonly removed: readonly string[];
}

/** Reads what the form says of the images it shows. Pairs are letters, A first; one alone in its pair is in none. */
export function readArrangement(
  body: unknown,
  ids: readonly string[],
): { readonly typed: Typed; readonly problems: readonly FieldProblem[]; readonly arrangement?: Arrangement } {
  const place = choice(
    ids.map((_, at) => String(at + 1)),
    { optional: true },
  );
  const image = { role: choice(roles), place, pair: choice(pairNames, { optional: true }), remove: ticked };
  const { typed, values, problems } = readForm(body, { images: rows(image, { keys: ids }) });
  if (!values) return { typed, problems };
  const kept = values.images.filter(({ remove }) => remove !== 'yes');
  const placeOf = ({ key, place: wanted }: (typeof kept)[number]): number => Number(wanted || ids.indexOf(key) + 1);
  const order = kept.toSorted((a, b) => placeOf(a) - placeOf(b) || ids.indexOf(a.key) - ids.indexOf(b.key));
  const members = Map.groupBy(kept, ({ pair }) => pair);
  const isPair = (name: string): boolean =>
    name !== '' && new Set((members.get(name) ?? []).map(({ role }) => role)).size === roles.length;
  const lonely = [...members].find(([name, of]) => name !== '' && of.length > 1 && !isPair(name));
  if (lonely) {
    const [pair, [first]] = lonely;
    return { typed, problems: [{ path: `pair.${first?.key}`, key: 'cpdbimages:problem.pair', values: { pair } }] };
  }
  return {
    typed,
    problems: [],
    arrangement: {
      removed: ids.filter(id => !kept.some(({ key }) => key === id)),
      images: order.map(({ key, role, pair }, at) => ({
        id: key,
        role,
        place: at + 1,
        pair: isPair(pair) ? pairNames.indexOf(pair) + 1 : null,
      })),
    },
  };
}

/** Names of the pairs a form offers. */
export const pairNames: readonly string[] = [...'ABCDEFGHIJKLMNOPQRST'];
