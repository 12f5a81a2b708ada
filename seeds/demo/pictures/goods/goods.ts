import type { Random } from '../../random.ts';
import type { Canvas } from '../canvas.ts';
import type { Box } from '../shapes.ts';
import type { Words } from '../words.ts';

/** Fills a place with goods, seen and scanned. */
export type Fill = (canvas: Canvas, place: Box, random: Random) => void;

/** A kind of concealed goods: its codes, how a caption and a region's note call it, and how it is drawn. */
export interface Goods {
  readonly heading: string;
  readonly product: string;
  /** "Blocks of cocaine" */
  readonly name: Words;
  /** What the scan shows: "even orange blocks with straight edges" */
  readonly scan: Words;
  readonly fill: Fill;
}
