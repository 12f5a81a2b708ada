import { seededRandom } from '../random.ts';
import { Canvas } from './canvas.ts';
import { goods } from './goods/index.ts';
import { photoOf, type Size } from './photo.ts';
import { inTurns, plan, type Planned } from './plan.ts';
import { scenes } from './scenes/index.ts';
import type { Scene } from './scenes/scene.ts';
import { frame, inset } from './shapes.ts';
import { words, type Words } from './words.ts';
import { xrayOf, type Film } from './xray.ts';

/** Where something is hidden, in shares of width and height: the same place in photo and X-ray. */
interface DemoRegion {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
  readonly note: Words;
}

interface DemoImages {
  /** JPEG, 1600 x 1200, or 1280 x 960. */
  readonly photo: Buffer;
  /** PNG or TIFF by `film`, 1120 x 840, or 960 x 720. */
  readonly xray: Buffer;
}

/** A synthetic hiding place with its photo and X-ray: invented, drawn, and marked SYNTHETIC in the picture. */
export interface DemoPair {
  /** Stable: "car-tank-resin". */
  readonly key: string;
  readonly caption: Words;
  readonly concealment: string;
  readonly transport: string;
  readonly detection: string;
  readonly heading: string;
  readonly product: string;
  readonly country: string;
  /** Plain date, yyyy-mm-dd. */
  readonly seizedOn: string;
  readonly film: Film;
  readonly xrayType: 'image/png' | 'image/tiff';
  readonly regions: readonly DemoRegion[];
  /** A demo seizure with this heading and place of concealment should be linked where there is one. */
  readonly linked: boolean;
  /** Draws both, 0.1 to 0.2 s of one core; the same seed gives the same bytes. */
  draw(): Promise<DemoImages>;
  /** The X-ray with nothing hidden. */
  drawClean(): Promise<Buffer>;
}

const day = 86_400_000;

/**
 * The demo pictures with their data; nothing is drawn until `draw`. `today` is a plain date, dates lie before it. In
 * such an order that the first two dozen show each kind of scene, the next ones other places in them.
 */
export function demoPairs(seed: number, today: string, size: Size = 'full'): DemoPair[] {
  return inTurns(plan).map((planned, position) => pairOf(planned, seed * 1009 + position * 31, today, size));
}

function pairOf(planned: Planned, seed: number, today: string, size: Size): DemoPair {
  const { goods: name, film, transport, detection, country, linked } = planned;
  const { heading, product, name: called, scan } = goods[name];
  const { concealment, where, sign } = placeOf(planned);
  const seen =
    film === 'colour' ? scan : words('a place darker than its surroundings', 'une zone plus sombre que son entourage');
  const note = words(`${called.en}: ${seen.en}. ${sign.en}.`, `${called.fr} : ${seen.fr}. ${sign.fr}.`);
  return {
    key: `${planned.scene}-${planned.place}-${name}`,
    caption: words(`${called.en} ${where.en}`, `${called.fr} ${where.fr}`),
    concealment,
    transport,
    detection,
    heading,
    product,
    country,
    film,
    linked,
    xrayType: film === 'tiff16' ? 'image/tiff' : 'image/png',
    seizedOn: new Date(Date.parse(`${today}T00:00:00Z`) - planned.daysAgo * day).toISOString().slice(0, 10),
    regions: drawn(planned, seed).regions.map(({ x, y, w, h }) => ({
      x: x / frame.w,
      y: y / frame.h,
      w: w / frame.w,
      h: h / frame.h,
      note,
    })),
    async draw() {
      const canvas = drawn(planned, seed);
      return {
        photo: await photoOf(canvas, seed, size),
        xray: await xrayOf(canvas, film, seed, { hidden: true, size }),
      };
    },
    drawClean: () => xrayOf(drawn(planned, seed), film, seed, { hidden: false, size }),
  };
}

const sceneOf = ({ scene }: Planned): Scene => scenes[scene];

function placeOf(planned: Planned): Scene['places'][string] {
  const place = sceneOf(planned).places[planned.place];
  if (!place) throw new Error(`no place ${planned.place} in ${planned.scene}`);
  return place;
}

/** Small places of large things are shown near to, more often than not. */
function framed(canvas: Canvas, zoom: number, near: boolean): void {
  const [first, ...others] = canvas.regions;
  if (!first || others.length > 0 || first.w * first.h > 0.02 * frame.w * frame.h) return;
  const w = near ? Math.min(1100, Math.max(680, first.w * 3.4, first.h * 4.4)) : zoom;
  const h = (w * frame.h) / frame.w;
  const within = (start: number, size: number, context: number): number => Math.min(context - size, Math.max(0, start));
  canvas.lookAt({
    x: within(near ? first.x + first.w / 2 - w * 0.48 : 800 - w / 2, w, frame.w),
    y: within(near ? first.y + first.h / 2 - h * 0.55 : 660 - h / 2, h, frame.h),
    w,
    h,
  });
}

/** A rim of the goods may stand out of their place by this much. */
const margin = 8;

function drawn(planned: Planned, seed: number): Canvas {
  const [canvas, random] = [new Canvas(), seededRandom(seed)];
  const { fill } = goods[planned.goods];
  sceneOf(planned).draw(
    canvas,
    planned.place,
    place => canvas.hide(inset(place, -margin), () => fill(canvas, place, random)),
    random,
  );
  const zoom = sceneOf(planned).width;
  if (zoom !== undefined) framed(canvas, zoom, random.chance(0.6));
  return canvas;
}
