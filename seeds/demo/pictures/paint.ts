/**
 * How a thing looks in the photo: an SVG fill, or a line. Gradients are named by kind and colour; `gradientsOf` writes
 * the ones used.
 */
export interface Look {
  readonly fill?: string;
  readonly line?: string;
  readonly width?: number;
  readonly opacity?: number;
  readonly dash?: string;
}

/** Mixes a colour (#rrggbb) with white (share > 0) or black (share < 0). */
export function shade(colour: string, share: number): string {
  const towards = share > 0 ? 255 : 0;
  const part = (at: number): string => {
    const value = Number.parseInt(colour.slice(at, at + 2), 16);
    return Math.round(value + (towards - value) * Math.abs(share))
      .toString(16)
      .padStart(2, '0');
  };
  return `#${part(1)}${part(3)}${part(5)}`;
}

type Stop = readonly [at: number, colour: string, opacity?: number];
interface Gradient {
  readonly tag: 'linear' | 'radial';
  readonly run: string;
  readonly stops: (colour: string) => readonly Stop[];
}

const down = 'x1="0" y1="0" x2="0" y2="1"';
const right = 'x1="0" y1="0" x2="1" y2="0"';
const rounded = (colour: string): readonly Stop[] => [
  [0, shade(colour, -0.38)],
  [0.22, shade(colour, 0.28)],
  [0.34, shade(colour, 0.5)],
  [0.5, colour],
  [1, shade(colour, -0.5)],
];
const gradients: Readonly<Record<string, Gradient>> = {
  lit: {
    tag: 'linear',
    run: down,
    stops: colour => [
      [0, shade(colour, 0.22)],
      [0.45, colour],
      [1, shade(colour, -0.26)],
    ],
  },
  side: {
    tag: 'linear',
    run: 'x1="0" y1="0" x2="1" y2="0.6"',
    stops: colour => [
      [0, shade(colour, 0.2)],
      [1, shade(colour, -0.2)],
    ],
  },
  tube: { tag: 'linear', run: down, stops: rounded },
  pole: { tag: 'linear', run: right, stops: rounded },
  ball: {
    tag: 'radial',
    run: 'cx="0.38" cy="0.32" r="0.72"',
    stops: colour => [
      [0, shade(colour, 0.45)],
      [0.5, colour],
      [1, shade(colour, -0.45)],
    ],
  },
  glass: {
    tag: 'linear',
    run: 'x1="0" y1="0" x2="0.7" y2="1"',
    stops: colour => [
      [0, shade(colour, 0.55)],
      [0.42, colour],
      [0.44, shade(colour, -0.1)],
      [1, shade(colour, -0.32)],
    ],
  },
  hole: {
    tag: 'linear',
    run: down,
    stops: colour => [
      [0, shade(colour, -0.7)],
      [0.35, shade(colour, -0.35)],
      [1, colour],
    ],
  },
  pool: {
    tag: 'radial',
    run: 'cx="0.5" cy="0.5" r="0.5"',
    stops: colour => [
      [0, colour, 0.62],
      [0.55, colour, 0.34],
      [1, colour, 0],
    ],
  },
  glow: {
    tag: 'radial',
    run: 'cx="0.5" cy="0.5" r="0.5"',
    stops: colour => [
      [0, colour, 0.75],
      [1, colour, 0],
    ],
  },
  fade: {
    tag: 'linear',
    run: down,
    stops: colour => [
      [0, colour, 0.5],
      [1, colour, 0],
    ],
  },
};

type Kind = 'lit' | 'side' | 'tube' | 'pole' | 'ball' | 'glass' | 'hole' | 'pool' | 'glow' | 'fade';
const named =
  (kind: Kind) =>
  (colour: string): string =>
    `url(#${kind}-${colour.slice(1)})`;
/** Lit from above: panels, boxes. */
export const lit = named('lit');
export const side = named('side');
/** A lying and a standing cylinder. */
export const tube = named('tube');
export const pole = named('pole');
export const ball = named('ball');
export const glass = named('glass');
/** The dark inside of an opening. */
export const hole = named('hole');
/** Soft spots: a shadow on the ground, a light on a wall. */
export const pool = named('pool');
export const glow = named('glow');
export const fade = named('fade');

/** SVG definitions of every gradient that the drawing names. */
export function gradientsOf(drawing: string): string {
  const used = new Set(
    [...drawing.matchAll(/url\(#([a-z]+)-([0-9a-f]{6})\)/g)].map(([, kind, colour]) => `${kind}-${colour}`),
  );
  return [...used]
    .map(name => {
      const [kind = '', colour = ''] = name.split('-');
      const gradient = gradients[kind];
      if (!gradient) throw new Error(`no gradient ${kind}`);
      const stops = gradient
        .stops(`#${colour}`)
        .map(
          ([at, tint, opacity]) =>
            `<stop offset="${at}" stop-color="${tint}"${opacity === undefined ? '' : ` stop-opacity="${opacity}"`}/>`,
        );
      return `<${gradient.tag}Gradient id="${name}" ${gradient.run}>${stops.join('')}</${gradient.tag}Gradient>`;
    })
    .join('');
}
