import type { Words } from '../../reference/index.ts';
import type { Image } from '../images/image.ts';
import { captionIn } from './picture.ts';
import { imageAddress } from './present-card.ts';

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
  /** For zooming in; what the page shows without script does not need them. */
  readonly tiles: Image['tiles'];
  readonly depth: Image['depth'];
  readonly drawing: { readonly width: number; readonly height: number; readonly radius: number };
  readonly regions: readonly (Image['regions'][number] & { readonly number: number; readonly box: readonly [x: number, y: number, w: number, h: number] })[];
}

/** Regions are drawn in a field this wide. */
const across = 1000;

/** The images shown large: the chosen one with what it is paired with, else the first photo and its X-ray. */
export function chosenSides(images: readonly Image[], chosen?: string): Image[] {
  const ready = images.filter(({ state }) => state === 'ready');
  const one = ready.find(({ id }) => id === chosen) ?? ready.find(({ role }) => role === 'photo') ?? ready[0];
  if (!one) return [];
  const others = ready.filter(({ id, role }) => id !== one.id && role !== one.role);
  const other = one.pair === null ? (chosen === undefined ? others[0] : undefined) : others.find(({ pair }) => pair === one.pair);
  return [one, ...(other ? [other] : [])].toSorted((a, b) => Number(a.role === 'xray') - Number(b.role === 'xray'));
}

export function presentSides(images: readonly Image[], caption: string, words: Words): Side[] {
  return images.map((image) => {
    const [width, height] = [image.width ?? 4, image.height ?? 3];
    const tall = Math.round(across * height / width);
    const badge = words.t(`cpdb:role.${image.role}`);
    return {
      id: image.id, role: image.role, badge, alt: words.t('cpdb:show.alt', { role: badge, caption }), width, height, openHref: imageAddress(image.id, 'screen'), openLabel: words.t(`cpdb:show.large_${image.role}`),
      src: imageAddress(image.id, 'screen'), srcset: `${imageAddress(image.id, 'card')} 640w, ${imageAddress(image.id, 'screen')} 1600w`, tiles: image.tiles, depth: image.depth,
      drawing: { width: across, height: tall, radius: 24 },
      regions: image.regions.map((region, at) => ({ ...region, number: at + 1, box: [across * region.x, tall * region.y, across * region.w, tall * region.h].map(Math.round) as [number, number, number, number] })),
    };
  });
}

/** The regions in words, for who does not see them drawn: one row where photo and X-ray say the same of a number. */
export function presentMarks(sides: readonly Side[], words: Words): { number: number; note: string; of: string }[] {
  const all = sides.flatMap(({ badge, regions }) => regions.map(({ number, note }) => ({ number, note: captionIn(note, words.lang), of: badge })));
  const merged = Map.groupBy(all, ({ number, note }) => `${number} ${note}`);
  return [...merged.values()].map((same) => ({ number: same[0]?.number ?? 0, note: same[0]?.note ?? '', of: same.map(({ of }) => of).join(', ') })).toSorted((a, b) => a.number - b.number);
}
