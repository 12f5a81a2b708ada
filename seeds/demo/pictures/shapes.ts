/**
 * Areas and outlines of a drawing, in units of a picture 1600 wide and 1200 high: SVG elements not yet closed, so that
 * a paint can follow.
 */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}
export type Shape = string & { readonly shape?: never };
export type Point = readonly [x: number, y: number];

export const frame: Box = { x: 0, y: 0, w: 1600, h: 1200 };

const short = (value: number): string => String(Math.round(value * 10) / 10);

export const box = (x: number, y: number, w: number, h: number): Box => ({ x, y, w, h });
export const rect = (x: number, y: number, w: number, h: number, round = 0): Shape =>
  `<rect x="${short(x)}" y="${short(y)}" width="${short(Math.max(w, 0))}" height="${short(Math.max(h, 0))}"` +
  (round ? ` rx="${short(round)}"` : '');
export const area = ({ x, y, w, h }: Box, round = 0): Shape => rect(x, y, w, h, round);
export const disc = (x: number, y: number, r: number): Shape =>
  `<circle cx="${short(x)}" cy="${short(y)}" r="${short(r)}"`;
export const oval = (x: number, y: number, rx: number, ry: number): Shape =>
  `<ellipse cx="${short(x)}" cy="${short(y)}" rx="${short(rx)}" ry="${short(ry)}"`;
export const path = (d: string): Shape => `<path d="${d}"`;
/** A path whose coordinates are shares of a box: `.5 1` is the middle of its lower side. */
export const pathIn = ({ x, y, w, h }: Box, d: string): Shape =>
  path(d.replace(/(-?[\d.]+) (-?[\d.]+)/g, (_, across, down) => `${x + w * Number(across)} ${y + h * Number(down)}`));
export const line = (...points: Point[]): Shape =>
  `<polyline points="${points.map(([x, y]) => `${short(x)},${short(y)}`).join(' ')}"`;
export const polygon = (...points: Point[]): Shape =>
  `<polygon points="${points.map(([x, y]) => `${short(x)},${short(y)}`).join(' ')}"`;

export const inset = ({ x, y, w, h }: Box, by: number, byY = by): Box => ({
  x: x + by,
  y: y + byY,
  w: w - 2 * by,
  h: h - 2 * byY,
});
export const middle = ({ x, y, w, h }: Box): Point => [x + w / 2, y + h / 2];

/** Cuts a box into even cells near the size asked for, at least one, with a gap between them. */
export function cells(whole: Box, w: number, h: number, gap = 4): Box[] {
  const across = Math.max(1, Math.round(whole.w / w));
  const down = Math.max(1, Math.round(whole.h / h));
  return Array.from({ length: across * down }, (_, index) => ({
    x: whole.x + (index % across) * (whole.w / across) + gap / 2,
    y: whole.y + Math.floor(index / across) * (whole.h / down) + gap / 2,
    w: whole.w / across - gap,
    h: whole.h / down - gap,
  }));
}
