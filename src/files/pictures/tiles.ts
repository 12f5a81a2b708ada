import { derivedId } from '../store/derived-id.ts';
import type { TileSet } from './picture-types.ts';

/** Pictures longer than this have tiles: below it the screen size shows all there is to see. */
export const tiledFrom = 2048;
export const tileSide = 512;

/** The levels of a picture, as Deep Zoom counts them: at `last` it is in full, at `first` it fits into one tile. */
export function levelsOf(width: number, height: number): Pick<TileSet, 'first' | 'last'> {
  const last = Math.ceil(Math.log2(Math.max(width, height)));
  return { first: last - Math.max(0, Math.ceil(Math.log2(Math.max(width, height) / tileSide))), last };
}

/** The picture at a level, in pixels. */
export function levelSize(
  { width, height, last }: Pick<TileSet, 'width' | 'height' | 'last'>,
  level: number,
): { width: number; height: number } {
  const scale = 2 ** (last - level);
  return { width: Math.ceil(width / scale), height: Math.ceil(height / scale) };
}

/** The stored id of one tile; undefined where the set has none there. */
export function tileId(tiles: TileSet, level: number, column: number, row: number): string | undefined {
  if (
    ![level, column, row].every(Number.isInteger) ||
    level < tiles.first ||
    level > tiles.last ||
    column < 0 ||
    row < 0
  )
    return undefined;
  const { width, height } = levelSize(tiles, level);
  return column * tiles.size < width && row * tiles.size < height
    ? derivedId(tiles.of, tileName(level, column, row))
    : undefined;
}

export function tileName(level: number, column: number, row: number): string {
  return `tile/${level}/${column}/${row}`;
}

/** Every tile of a set, by its stored id. */
export function tileIds(tiles: TileSet): string[] {
  const ids: string[] = [];
  for (let level = tiles.first; level <= tiles.last; level += 1) {
    const { width, height } = levelSize(tiles, level);
    for (let row = 0; row * tiles.size < height; row += 1) {
      for (let column = 0; column * tiles.size < width; column += 1)
        ids.push(derivedId(tiles.of, tileName(level, column, row)));
    }
  }
  return ids;
}
