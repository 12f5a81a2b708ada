import type { Viewer } from '../../../access/index.ts';
import { BadRequest } from '../../../errors.ts';
import type { Language } from '../../../i18n/index.ts';
import { takesPictures } from '../../../seizures/index.ts';
import { halves, productsOfGroup } from '../../cells/dimension.ts';
import type { Found } from '../finding/found.ts';
import type { RiskContext } from './common.ts';

export type Pictures = Awaited<ReturnType<RiskContext['pictures']['find']>>;

const mostPictures = 4;

type Asked = Readonly<Record<string, string>>;

/**
 * Published pictures of the hiding place, the means of transport and the goods of an indicator; of two of these, or of
 * the product, where there is none of all. Undefined where there is none, or the lists no longer know what it says.
 */
export async function picturesOf(
  context: RiskContext,
  viewer: Viewer,
  found: Pick<Found, 'signs' | 'outcome'>,
  lang: Language,
): Promise<Pictures | undefined> {
  try {
    for (const asked of askedFor(found, context)) {
      const pictures = await context.pictures.find(viewer, asked, lang, mostPictures);
      if (pictures.cards.length > 0) return pictures;
    }
  } catch (error) {
    // A code the gallery does not know.
    if (!(error instanceof BadRequest)) throw error;
  }
  return undefined;
}

function askedFor({ signs, outcome }: Pick<Found, 'signs' | 'outcome'>, context: RiskContext): Asked[] {
  const said = [...signs, outcome];
  const of = (field: string): string | undefined => said.find(one => one.field === field)?.value;
  const goods = goodsOf(said, context);
  if (goods === undefined) return [];
  const named = (name: string, value: string | undefined): Asked => (value === undefined ? {} : { [name]: value });
  const [place, transport] = [named('place', of('concealment')), named('transport', of('transport'))];
  const tries: readonly (readonly Asked[])[] = [
    [place, transport, goods],
    [place, goods],
    [transport, goods],
    [place, transport],
    [goods],
  ];
  // A heading, place or means of transport alone says nothing; a product says what is hidden.
  const isEnough = (parts: readonly Asked[]): boolean =>
    parts.filter(part => Object.keys(part).length > 0).length > 1 || (parts.length === 1 && 'product' in goods);
  return tries.filter(isEnough).map(parts => Object.assign({}, ...parts) as Asked);
}

/** Filters of the gallery for the goods; nothing where any will do, undefined where they have no pictures. */
function goodsOf(said: Found['signs'], { lists }: RiskContext): Asked | undefined {
  const [one] = said.filter(({ field }) => ['product', 'group', 'heading'].includes(field));
  if (!one) return {};
  const isGroup = one.field === 'group' && !one.value.includes('/');
  const [heading, product] = one.field === 'heading' ? [one.value, ''] : halves(one.value, isGroup ? ':' : '/');
  if (!takesPictures(heading)) return undefined;
  const products = isGroup ? productsOfGroup(one.value, lists).join(',') : product;
  return { heading, ...(products === '' ? {} : { product: products }) };
}
