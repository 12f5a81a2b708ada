import sharp from './safe-sharp.ts';

/**
 * A picture of grey values of up to 16 bits, row by row; more is lighter. `window`: the values its maker would show.
 */
export interface Grey {
  readonly values: Uint16Array;
  readonly width: number;
  readonly height: number;
  readonly window?: Window;
}

export interface Window {
  readonly low: number;
  readonly high: number;
}

/** Part of the values that may lie beyond each end of the window: hot spots and the frame of a film. */
const outside = 0.002;

/** The window to show at first: the maker's, or all values but the few at the ends. */
export function windowOf({ values, window }: Grey): Window {
  if (window) return window;
  const counts = new Uint32Array(65_536);
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  const most = values.length * outside;
  let low = 0;
  let high = 65_535;
  for (let seen = counts[low] ?? 0; seen <= most && low < 65_534; seen += counts[low] ?? 0) low += 1;
  for (let seen = counts[high] ?? 0; seen <= most && high > low + 1; seen += counts[high] ?? 0) high -= 1;
  return { low, high };
}

/** The window in 256 steps. */
export function shown({ values }: Grey, { low, high }: Window): Buffer {
  const steps = new Uint8Array(65_536);
  for (let value = 0; value < steps.length; value += 1)
    steps[value] = Math.min(255, Math.max(0, Math.round(((value - low) / (high - low)) * 255)));
  const eight = Buffer.allocUnsafe(values.length);
  for (let at = 0; at < values.length; at += 1) eight[at] = steps[values[at] ?? 0] ?? 0;
  return eight;
}

/** No longer than a side, still of 16 bits. */
export async function withinSide(grey: Grey, side: number): Promise<Grey> {
  if (Math.max(grey.width, grey.height) <= side) return grey;
  const { data, info } = await sharp(grey.values, { raw: { width: grey.width, height: grey.height, channels: 1 } })
    .resize({ width: side, height: side, fit: 'inside' })
    .toColourspace('grey16')
    .raw({ depth: 'ushort' })
    .toBuffer({ resolveWithObject: true });
  return { ...grey, values: wide(data), width: info.width, height: info.height };
}

/** Bytes as the values of 16 bits they are. */
export function wide(data: Buffer): Uint16Array {
  return new Uint16Array(data.buffer.slice(data.byteOffset, data.byteOffset + data.length));
}

/** As three channels of eight bits: the high byte is red, the low byte green. */
export function split({ values }: Grey): Buffer {
  const bytes = Buffer.alloc(values.length * 3);
  for (let at = 0; at < values.length; at += 1) {
    const value = values[at] ?? 0;
    bytes[at * 3] = value >> 8;
    bytes[at * 3 + 1] = value & 255;
  }
  return bytes;
}
