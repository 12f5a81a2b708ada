import { levelSize, levelsOf, tileSide, tiledFrom } from '../../pictures/tiles.ts';
import { sharpOf } from './decode.ts';
import type { Plain } from '../../pictures/picture-types.ts';
import { inPairs } from './pairs.ts';
import type { Gallery } from '../answers.ts';

type Tiles = NonNullable<Gallery['tiles']>;

/** A large picture in tiles, from the level of one tile to the full one; undefined for a small one. */
export async function cutTiles(picture: Plain): Promise<Tiles | undefined> {
  const { width, height } = picture;
  if (Math.max(width, height) <= tiledFrom) return undefined;
  const { first, last } = levelsOf(width, height);
  const tiles: Tiles['tiles'] = [];
  let level = last;
  for (let at = picture; level >= first; level -= 1) {
    if (level < last) at = await resized(at, levelSize({ width, height, last }, level));
    tiles.push(...(await cutLevel(at, level)));
  }
  return { first, last, tiles };
}

async function resized(picture: Plain, { width, height }: { width: number; height: number }): Promise<Plain> {
  const { data } = await sharpOf(picture)
    .resize({ width, height, fit: 'fill' })
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  return { ...picture, data, width, height, channels: (data.length / (width * height)) as Plain['channels'] };
}

function cutLevel(picture: Plain, level: number): Promise<Tiles['tiles']> {
  const columns = Math.ceil(picture.width / tileSide);
  const places = Array.from(
    { length: columns * Math.ceil(picture.height / tileSide) },
    (_, at) => [at % columns, Math.floor(at / columns)] as const,
  );
  return inPairs(places, async ([column, row]) => ({
    level,
    column,
    row,
    content: await cut(picture, column * tileSide, row * tileSide),
  }));
}

function cut(picture: Plain, left: number, top: number): Promise<Buffer> {
  const area = {
    left,
    top,
    width: Math.min(tileSide, picture.width - left),
    height: Math.min(tileSide, picture.height - top),
  };
  return sharpOf(picture).extract(area).webp({ quality: 76, effort: 1 }).toBuffer();
}
