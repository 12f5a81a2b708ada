import sharp from 'sharp';
import { randomOf } from '../test/support/picture-samples.ts';

const [width, height] = [900, 675];

/**
 * A scene as a photograph has it, another for each seed: things of many sizes, turned anyhow, plain, striped, chequered
 * or round, over one another on a ground of its own, in the light of one side, with grain.
 */
export async function drawScene(seed: number): Promise<Buffer> {
  const random = randomOf(seed * 2_654_435_761);
  const pixels = new Float32Array(width * height * 3);
  const [slopeX, slopeY] = [(random() - 0.5) * 80, (random() - 0.5) * 80];
  const ground = colour(random);
  for (let at = 0; at < width * height; at += 1) {
    const light = slopeX * ((at % width) / width - 0.5) + slopeY * (Math.floor(at / width) / height - 0.5);
    for (let channel = 0; channel < 3; channel += 1) pixels[at * 3 + channel] = (ground[channel] ?? 0) + light;
  }
  const things = 20 + Math.floor(random() * 50);
  for (let thing = 0; thing < things; thing += 1) drawThing(pixels, random);
  const grain = 2 + random() * 6;
  const data = Uint8ClampedArray.from(pixels, value => value + (random() - 0.5) * grain);
  return sharp(data, { raw: { width, height, channels: 3 } })
    .blur(0.6 + random())
    .jpeg({ quality: 90 })
    .toBuffer();
}

function colour(random: () => number): number[] {
  const grey = 30 + random() * 190;
  return [0, 1, 2].map(() => grey + (random() - 0.5) * 120);
}

interface Thing {
  readonly across: number;
  readonly down: number;
  readonly isRound: boolean;
  readonly pattern: number;
  readonly step: number;
  readonly own: readonly number[];
  readonly other: readonly number[];
}

function drawThing(pixels: Float32Array, random: () => number): void {
  const [x, y, turn] = [random() * width, random() * height, random() * Math.PI];
  const thing: Thing = {
    across: 15 + random() ** 2 * 220,
    down: 15 + random() ** 2 * 220,
    own: colour(random),
    other: colour(random),
    isRound: random() < 0.4,
    pattern: Math.floor(random() * 4),
    step: 6 + random() * 30,
  };
  const [cos, sin, reach] = [Math.cos(turn), Math.sin(turn), Math.hypot(thing.across, thing.down)];
  for (let row = Math.max(0, Math.floor(y - reach)); row < Math.min(height, y + reach); row += 1) {
    for (let column = Math.max(0, Math.floor(x - reach)); column < Math.min(width, x + reach); column += 1) {
      const [dx, dy] = [column - x, row - y];
      const paint = paintAt(thing, cos * dx + sin * dy, cos * dy - sin * dx);
      if (paint) pixels.set(paint, (row * width + column) * 3);
    }
  }
}

/** The colour of a thing at a place of its own; undefined beside it. */
function paintAt({ across, down, isRound, pattern, step, own, other }: Thing, along: number, aside: number) {
  const [u, v] = [along / across, aside / down];
  const far = isRound ? Math.hypot(u, v) : Math.max(Math.abs(u), Math.abs(v));
  if (far > 1) return undefined;
  const shade = 1 - 0.35 * (isRound ? far * far : (u + 1) / 2);
  return (isOther(pattern, along / step, aside / step) ? other : own).map(value => value * shade);
}

/** Plain, striped, chequered, dotted. */
function isOther(pattern: number, along: number, aside: number): boolean {
  if (pattern === 1) return Math.floor(along) % 2 === 0;
  if (pattern === 2) return (Math.floor(along) + Math.floor(aside)) % 2 === 0;
  return pattern === 3 && Math.hypot(along - Math.round(along), aside - Math.round(aside)) < 0.3;
}
