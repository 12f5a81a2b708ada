import type { Random } from '../../random.ts';
import type { Canvas } from '../canvas.ts';
import type { Box } from '../shapes.ts';
import type { Words } from '../words.ts';

/** A hiding place in a scene. */
interface Place {
  /** Code of the list `concealment`. */
  readonly concealment: string;
  /** Goes on from the goods in a caption: "in the fuel tank of a car". */
  readonly where: Words;
  /** What gives the place away. */
  readonly sign: Words;
}

/** Puts the goods into a place; called for each part of the picture where some are. */
export type Hide = (place: Box) => void;

export interface Scene<Name extends string = string> {
  readonly places: Readonly<Record<Name, Place>>;
  /** How much of the drawing the whole view takes; only scenes that say so are also shown near to. */
  readonly width?: number;
  draw(canvas: Canvas, place: Name, hide: Hide, random: Random): void;
}

export const paints = [
  '#2f5f9e',
  '#a8322f',
  '#5b6770',
  '#8d9aa3',
  '#2f6f5e',
  '#c9ced2',
  '#40474f',
  '#b98a2f',
  '#6c4f7d',
] as const;
