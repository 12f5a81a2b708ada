/**
 * How the light changes around each pixel, whichever way: lines and corners of a picture, the same in its negative and
 * in other colours. `energy` is how strong a change is beside its surroundings; `even` and `odd` are its direction as
 * cosine and sine of twice its angle, times the energy: a line has no beginning and no end.
 */
export interface Structure {
  readonly width: number;
  readonly height: number;
  readonly energy: Float32Array;
  readonly even: Float32Array;
  readonly odd: Float32Array;
}

interface Pixels {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
  readonly channels: number;
}

/** Blur of about the radius within which a change is held against the others, in pixels: three boxes. */
const surroundings = [7, 8, 8];
/** What counts as a change though nothing else is there: part of the picture's mean change, and of a step of light. */
const least = { part: 0.05, steps: 1 };

/** The structure tensor of all channels (Di Zenzo 1986), evened out over the picture. */
export function structureOf(pixels: Pixels): Structure {
  const { width, height } = pixels;
  const { strength, even, odd } = tensorOf(pixels);
  const around = blurred(strength, width, height, surroundings);
  const floor = least.part * (strength.reduce((sum, value) => sum + value, 0) / strength.length) + least.steps;
  const energy = new Float32Array(strength.length);
  for (let at = 0; at < strength.length; at += 1) {
    const own = strength[at] ?? 0;
    if (own <= 0) continue;
    const level = Math.sqrt(own / ((around[at] ?? 0) + floor));
    energy[at] = level;
    even[at] = ((even[at] ?? 0) / own) * level;
    odd[at] = ((odd[at] ?? 0) / own) * level;
  }
  return { width, height, energy, even, odd };
}

function tensorOf({ data, width, height, channels }: Pixels) {
  const strength = new Float32Array(width * height);
  const even = new Float32Array(width * height);
  const odd = new Float32Array(width * height);
  for (let y = 0; y < height; y += 1) {
    const [above, below] = [Math.max(0, y - 1) * width, Math.min(height - 1, y + 1) * width];
    for (let x = 0; x < width; x += 1) {
      const [left, right] = [y * width + Math.max(0, x - 1), y * width + Math.min(width - 1, x + 1)];
      let [across, down, both] = [0, 0, 0];
      for (let channel = 0; channel < channels; channel += 1) {
        const dx = (data[right * channels + channel] ?? 0) - (data[left * channels + channel] ?? 0);
        const dy = (data[(below + x) * channels + channel] ?? 0) - (data[(above + x) * channels + channel] ?? 0);
        across += dx * dx;
        down += dy * dy;
        both += dx * dy;
      }
      const at = y * width + x;
      strength[at] = across + down;
      even[at] = across - down;
      odd[at] = 2 * both;
    }
  }
  return { strength, even, odd };
}

/** Means over boxes of these radii, one after the other, which is nearly a Gaussian. Edges go on as they are. */
export function blurred(map: Float32Array, width: number, height: number, radii: readonly number[]): Float32Array {
  let from = map;
  for (const radius of radii) {
    const rows = new Float32Array(from.length);
    for (let y = 0; y < height; y += 1) meanAlong(from, rows, { start: y * width, step: 1, count: width, radius });
    const columns = new Float32Array(from.length);
    for (let x = 0; x < width; x += 1) meanAlong(rows, columns, { start: x, step: width, count: height, radius });
    from = columns;
  }
  return from;
}

interface Line {
  readonly start: number;
  readonly step: number;
  readonly count: number;
  readonly radius: number;
}

function meanAlong(from: Float32Array, to: Float32Array, { start, step, count, radius }: Line): void {
  const value = (at: number): number => from[start + Math.min(count - 1, Math.max(0, at)) * step] ?? 0;
  let sum = 0;
  for (let at = -radius; at <= radius; at += 1) sum += value(at);
  for (let at = 0; at < count; at += 1) {
    to[start + at * step] = sum / (2 * radius + 1);
    sum += value(at + radius + 1) - value(at - radius);
  }
}

/** The value between four pixels. */
export function valueAt(map: Float32Array, { width, height }: Structure, x: number, y: number): number {
  const left = Math.min(width - 2, Math.max(0, Math.floor(x)));
  const top = Math.min(height - 2, Math.max(0, Math.floor(y)));
  const [right, down] = [Math.min(1, Math.max(0, x - left)), Math.min(1, Math.max(0, y - top))];
  const at = top * width + left;
  const upper = (map[at] ?? 0) * (1 - right) + (map[at + 1] ?? 0) * right;
  const lower = (map[at + width] ?? 0) * (1 - right) + (map[at + width + 1] ?? 0) * right;
  return upper * (1 - down) + lower * down;
}
