import type { ExerciseImage } from './store/store-images.ts';
import { cellRegion, columns, rows, type Point } from './score.ts';
import type { Given } from './store/store-runs.ts';

/** Drawings over an image are this wide; their height follows its proportions. */
const across = 1000;

/** An image with its regions as /cpdb/_regions draws them. */
export function drawnImage({ width, height, regions }: Pick<ExerciseImage, 'width' | 'height' | 'regions'>) {
  const tall = Math.round((across * height) / width);
  return {
    width,
    height,
    drawing: { width: across, height: tall, radius: 24 },
    regions: regions.map(({ x, y, w, h, note }, at) => ({
      number: at + 1,
      note,
      box: [across * x, tall * y, across * w, tall * h].map(Math.round),
    })),
  };
}

/** Where an answer pointed, in the drawing of its image; a cell is its whole square. */
export function drawnAnswer(given: Given | null, { width, height }: Pick<ExerciseImage, 'width' | 'height'>) {
  if (!given || 'choice' in given || 'nothing' in given) return undefined;
  const tall = (across * height) / width;
  const scaled = ({ x, y }: Point): { x: number; y: number } => ({
    x: Math.round(across * x),
    y: Math.round(tall * y),
  });
  if (!('cell' in given)) return { point: scaled(given) };
  const cell = cellRegion(given.cell.slice(0, 1), given.cell.slice(1));
  return { cell: { ...scaled(cell), w: Math.round(across * cell.w), h: Math.round(tall * cell.h) } };
}

/** Names of the grid's columns and rows with their middles, in percent of the image. */
export function gridLines() {
  return {
    columns: columns.map((name, at) => ({
      name,
      line: (100 * at) / columns.length,
      middle: (100 * (at + 0.5)) / columns.length,
    })),
    rows: rows.map((name, at) => ({ name, line: (100 * at) / rows.length, middle: (100 * (at + 0.5)) / rows.length })),
  };
}
