import type { Words } from '../../reference/index.ts';
import { headingMark, productList } from '../../seizures/index.ts';
import type { CpdbContext } from '../context.ts';
import { captionIn, path, type Card, type CoverImage, type Picture, type State } from './picture.ts';
import { dateFormat } from '../../text/formats.ts';

type Context = Pick<CpdbContext, 'lists' | 'texts'>;

/** An image as pages show it: two sizes to choose from, and its proportions, so that nothing jumps when it comes. */
interface ShownImage {
  readonly src: string;
  readonly srcset: string;
  readonly width: number;
  readonly height: number;
}

export function imageAddress(id: string, size: string): string {
  return `/cpdb/images/${id}/${size}`;
}

export function shownImage({ id, width, height }: CoverImage): ShownImage {
  return {
    src: imageAddress(id, 'thumbnail'),
    srcset: `${imageAddress(id, 'thumbnail')} 320w, ${imageAddress(id, 'card')} 640w`,
    width,
    height,
  };
}

/** A picture in a grid. */
export function presentCard(picture: Card, words: Words, context: Context) {
  const { cover, shows } = picture;
  const [main, inset] = cover.photo ? [cover.photo, cover.xray] : [cover.xray, undefined];
  return {
    href: `${path}/${picture.ref}`,
    ref: picture.ref,
    title: captionIn(picture.captions, words.lang),
    heading: { ...headingMark(picture.heading, words.lang, context), alone: true },
    badge: shows === null ? '' : words.t(`cpdb:shows.${shows}`),
    main: main && shownImage(main),
    inset: inset && shownImage(inset),
    meta: [
      words.t('cpdb:where', { country: words.country(picture.country), month: monthOf(picture, words) }),
      modeOf(picture, words, context),
    ].join(' · '),
  };
}

/** "Feb 2026". */
export function monthOf({ seizedOn }: Pick<Picture, 'seizedOn'>, words: Words): string {
  return dateFormat(words.lang, { month: 'short', year: 'numeric' }).format(
    new Date(`${seizedOn.slice(0, 7)}-01T00:00:00Z`),
  );
}

function modeOf({ transport }: Pick<Picture, 'transport'>, words: Words, { lists }: Context): string {
  return lists.name('transport', transport, words.lang).toLowerCase();
}

export function productName(
  { heading, product }: Pick<Picture, 'heading' | 'product'>,
  words: Words,
  { lists }: Context,
): string | undefined {
  return product === null ? undefined : lists.name(productList(heading), product, words.lang);
}

const stateStyles: Readonly<Record<State, readonly [tone: string, icon: string]>> = {
  draft: ['', 'pencil-line'],
  submitted: ['info', 'clock-3'],
  returned: ['warn', 'undo-2'],
  published: ['good', 'circle-check'],
  withdrawn: ['', 'undo-2'],
  discarded: ['', 'x'],
};

export function stateTag(state: State, { t }: Words) {
  const [tone, icon] = stateStyles[state];
  return { tone, icon, label: t(`cpdb:state.${state}`) };
}
