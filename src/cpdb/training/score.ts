import type { Region } from '../../files/pictures/picture-types.ts';

/** A point in parts of an image's width and height, 0 to 1. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** The grid for anyone who points without a mouse: columns A to H, rows 1 to 6. */
export const columns = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H'] as const;
export const rows = ['1', '2', '3', '4', '5', '6'] as const;

/** How far beside a region still counts, in parts of the image's width. */
const tolerance = 0.03;
/** A cell is right, too, when it holds this part of a region. */
const share = 0.25;

export interface Scored {
  readonly isRight: boolean;
  /** From the nearest region, in parts of the image's width; 0 inside. */
  readonly distance: number;
}

/** Scores a point. `aspect`: height of the image by its width. Pure. */
export function scorePoint(regions: readonly Region[], { x, y }: Point, aspect: number): Scored {
  const distances = regions.map(one => Math.hypot(outside(x, one.x, one.w), outside(y, one.y, one.h) * aspect));
  const distance = Math.min(...distances, 2);
  return { isRight: distance <= tolerance, distance };
}

function outside(value: number, start: number, size: number): number {
  return Math.max(start - value, 0, value - start - size);
}

/** The part of an image a cell of the grid is ("C4"). */
export function cellRegion(column: string, row: string): Region {
  const [at, down] = [columns.indexOf(column as 'A'), rows.indexOf(row as '1')];
  return { x: at / columns.length, y: down / rows.length, w: 1 / columns.length, h: 1 / rows.length };
}

/**
 * Scores a cell: right when its middle is (as a point), or when it holds a quarter of a region, as a small place seldom
 * lies in the middle of a cell. Pure.
 */
export function scoreCell(regions: readonly Region[], cell: Region, aspect: number): Scored {
  const middle = scorePoint(regions, { x: cell.x + cell.w / 2, y: cell.y + cell.h / 2 }, aspect);
  const holds = regions.some(
    one => overlap(one.x, one.w, cell.x, cell.w) * overlap(one.y, one.h, cell.y, cell.h) >= share * one.w * one.h,
  );
  return holds ? { isRight: true, distance: 0 } : middle;
}

function overlap(start: number, size: number, otherStart: number, otherSize: number): number {
  return Math.max(0, Math.min(start + size, otherStart + otherSize) - Math.max(start, otherStart));
}

/** Seconds given for the way of an answer through the network before it is late. */
const grace = 2;

/** Whether an answer came after the time of its exercise. `seconds` null: no limit. */
export function isLate(shownAt: Date, answeredAt: Date, seconds: number | null): boolean {
  return seconds !== null && answeredAt.getTime() - shownAt.getTime() > (seconds + grace) * 1000;
}
