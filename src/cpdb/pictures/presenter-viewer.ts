import { addressOf } from '../../fields/index.ts';
import type { Words } from '../../reference/index.ts';
import type { Image } from '../images/image.ts';
import { captionIn } from './picture.ts';
import { imageAddress } from './presenter-card.ts';

/** One half of the viewer: an image large, with its numbered regions. Coordinates in parts of its width and height. */
export interface Side {
  readonly id: string;
  readonly role: Image['role'];
  readonly badge: string;
  readonly alt: string;
  readonly src: string;
  readonly srcset: string;
  readonly width: number;
  readonly height: number;
  readonly openHref: string;
  readonly openLabel: string;
  readonly isTall: boolean;
  /** Whether a page that is to stay under 300 kB before anybody zooms can show it in the screen size. */
  readonly isLight: boolean;
  /** JSON for the script, for zooming in and for the grey values of 16 bits: where its files are and how large. */
  readonly source: string;
  readonly drawing: { readonly width: number; readonly height: number; readonly radius: number };
  readonly regions: readonly (Image['regions'][number] & {
    readonly number: number;
    readonly box: readonly [x: number, y: number, w: number, h: number];
  })[];
}

/** Bytes. */
const lightScreen = 100_000;
/** Regions are drawn in a field this wide. */
const across = 1000;

/** The images shown large: the chosen one with what it is paired with, else the first photo and its X-ray. */
export function chosenSides(images: readonly Image[], chosen?: string): Image[] {
  const ready = images.filter(({ state }) => state === 'ready');
  const one = ready.find(({ id }) => id === chosen) ?? ready.find(({ role }) => role === 'photo') ?? ready[0];
  if (!one) return [];
  const others = ready.filter(({ id, role }) => id !== one.id && role !== one.role);
  const other =
    one.pair === null ? (chosen === undefined ? others[0] : undefined) : others.find(({ pair }) => pair === one.pair);
  return [one, ...(other ? [other] : [])].toSorted((a, b) => Number(a.role === 'xray') - Number(b.role === 'xray'));
}

export function presentSides(images: readonly Image[], caption: string, words: Words): Side[] {
  return images.map(image => {
    const [width, height] = [image.width ?? 4, image.height ?? 3];
    const tall = Math.round((across * height) / width);
    const badge = words.t(`cpdb:role.${image.role}`);
    return {
      id: image.id,
      role: image.role,
      badge,
      alt: words.t('cpdb:show.alt', { role: badge, caption }),
      width,
      height,
      isTall: height > width * 1.15,
      isLight: image.derivatives.every(({ size, bytes }) => size !== 'screen' || bytes <= lightScreen),
      openHref: imageAddress(image.id, 'screen'),
      openLabel: words.t(`cpdb:show.large_${image.role}`),
      src: imageAddress(image.id, 'card'),
      srcset: `${imageAddress(image.id, 'card')} 640w, ${imageAddress(image.id, 'screen')} 1600w`,
      source: sourceOf(image),
      drawing: { width: across, height: tall, radius: 24 },
      regions: image.regions.map((region, at) => ({
        ...region,
        number: at + 1,
        box: [across * region.x, tall * region.y, across * region.w, tall * region.h].map(Math.round) as [
          number,
          number,
          number,
          number,
        ],
      })),
    };
  });
}

/**
 * The regions in words, for readers who cannot see them drawn: one row where photo and X-ray say the same of a number.
 */
export function presentMarks(sides: readonly Side[], words: Words): { number: number; note: string; of: string }[] {
  const all = sides.flatMap(({ badge, regions }) =>
    regions.map(({ number, note }) => ({ number, note: captionIn(note, words.lang), of: badge })),
  );
  const merged = Map.groupBy(all, ({ number, note }) => `${number} ${note}`);
  return [...merged.values()]
    .map(same => ({ number: same[0]?.number ?? 0, note: same[0]?.note ?? '', of: same.map(({ of }) => of).join(', ') }))
    .toSorted((a, b) => a.number - b.number);
}

/** What the script may fetch; no name under which anything is stored. */
function sourceOf({ id, width, height, tiles, depth }: Image): string {
  return JSON.stringify({
    width,
    height,
    card: imageAddress(id, 'card'),
    screen: imageAddress(id, 'screen'),
    ...(tiles === null
      ? {}
      : {
          tiles: {
            at: `/cpdb/images/${id}/tiles`,
            size: tiles.size,
            width: tiles.width,
            height: tiles.height,
            first: tiles.first,
            last: tiles.last,
          },
        }),
    ...(depth === null ? {} : { depth: { at: `/cpdb/images/${id}/depth`, low: depth.low, high: depth.high } }),
  });
}

/** How the images are looked at without script. */
export const views = ['pair', 'photo', 'xray'] as const;
export const zooms = ['1', '2', '3', '4'] as const;
export interface Look {
  readonly view: string;
  readonly zoom: string;
  readonly invert: string;
  readonly image: string;
}

/**
 * The viewer: the sides that are looked at, the links that change how, and what its script says. Tools of X-rays work
 * on a photo only where it stands alone.
 */
export function presentViewer(all: readonly Side[], look: Look, address: string, words: Words) {
  const { t } = words;
  const one = all.find(({ role }) => role === look.view);
  const sides = one ? [one] : all;
  const [isPair, hasRegions] = [all.length > 1, all.some(({ regions }) => regions.length > 0)];
  const [zoom, isInverted, view] = [Number(look.zoom) || 1, look.invert === '1', sides.length > 1 ? 'pair' : look.view];
  const now: Look = {
    image: look.image,
    view: one ? look.view : '',
    zoom: zoom > 1 ? String(zoom) : '',
    invert: isInverted ? '1' : '',
  };
  const to = (change: Partial<Look>): string => `${addressOf(address, { ...now, ...change })}#viewer`;
  const link = (key: string, icon: string, change: Partial<Look>, current = false) => ({
    label: t(`cpdbviewer:link.${key}`),
    icon,
    href: to(change),
    current,
  });
  return {
    isPair,
    hasRegions,
    zoom,
    isInverted,
    sides: all.map(side => ({
      ...side,
      isShown: sides.includes(side),
      isTool: side.role === 'xray' || all.length === 1,
    })),
    links: [
      ...(zoom < zooms.length ? [link('in', 'zoom-in', { zoom: String(zoom + 1) })] : []),
      ...(zoom > 1
        ? [link('out', 'zoom-out', { zoom: zoom > 2 ? String(zoom - 1) : '' }), link('fit', 'maximize-2', { zoom: '' })]
        : []),
      ...(isPair
        ? [
            link('pair', 'columns-2', { view: '' }, view === 'pair'),
            link('photo', 'image', { view: 'photo' }, view === 'photo'),
            link('xray', 'scan', { view: 'xray' }, view === 'xray'),
          ]
        : []),
      link(isInverted ? 'positive' : 'invert', 'contrast', { invert: isInverted ? '' : '1' }),
    ],
    texts: JSON.stringify(
      Object.fromEntries(
        ['zoom', 'fit', 'on', 'off', 'line', 'window', 'values', 'region', 'pane', 'failed', 'loading'].map(key => [
          key,
          t(`cpdbviewer:say.${key}`, tokens),
        ]),
      ),
    ),
    keys: keys
      .filter(({ pairOnly, regionsOnly }) => (isPair || !pairOnly) && (hasRegions || !regionsOnly))
      .map(({ press, does }) => ({
        press: press.map(key => t(`cpdbviewer:key.${key}`)),
        does: t(`cpdbviewer:does.${does}`),
      })),
  };
}

/** Left in for the script to fill. */
const tokens = Object.fromEntries(
  ['role', 'percent', 'name', 'low', 'high', 'number', 'note'].map(name => [name, `{${name}}`]),
);

const keys: readonly {
  readonly press: readonly string[];
  readonly does: string;
  readonly pairOnly?: true;
  readonly regionsOnly?: true;
}[] = [
  { press: ['plus', 'minus'], does: 'zoom' },
  { press: ['zero'], does: 'fit' },
  { press: ['arrows'], does: 'move' },
  { press: ['i'], does: 'invert' },
  { press: ['e'], does: 'edges' },
  { press: ['c'], does: 'colour' },
  { press: ['w'], does: 'window' },
  { press: ['m'], does: 'magnifier' },
  { press: ['r'], does: 'regions', regionsOnly: true },
  { press: ['s'], does: 'slider', pairOnly: true },
  { press: ['t'], does: 'together', pairOnly: true },
];
