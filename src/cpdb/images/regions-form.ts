import type { FieldProblem } from '../../errors.ts';
import type { Region } from '../../files/pictures/picture-types.ts';
import { mostRegions, type MarkedRegion } from './image.ts';
import { parsed, readForm, rows, text, type RowOf } from '../../fields/index.ts';
import { read, refuse } from '../../text/readable-text.ts';

/** Names of the numbers of a rectangle, as its form sends them: percent of the image, from its left upper corner. */
export const sides = ['x', 'y', 'w', 'h'] as const;
type Typed = Readonly<Record<string, string>>;

/** Longest word on a region. Characters. */
export const longestNote = 160;
/** Shortest side of a region. Percent: what is smaller cannot be hit. */
const smallest = 0.5;

interface ReadRegions<R> {
  readonly typed: Typed;
  readonly problems: readonly FieldProblem[];
  readonly regions: readonly R[];
}

/** Percent with a point or a comma, 0 to 100. */
const percent = parsed(
  typed => {
    const value = typed.replace(',', '.');
    return /^\d{1,3}(?:\.\d{1,4})?$/.test(value) && Number(value) <= 100
      ? read(Number(value))
      : refuse('cpdbimages:problem.percent');
  },
  { optional: true },
);
const rectangleFields = { x: percent, y: percent, w: percent, h: percent };
const note = text({ max: longestNote, optional: true });
const markFields = { ...rectangleFields, en: note, fr: note };
const keys = Array.from({ length: mostRegions }, (_, at) => String(at));
type Rectangle = RowOf<typeof rectangleFields>;

/**
 * Reads marked regions: a row without numbers is none; with some, all four are wanted, and a word in one language at
 * least.
 */
export function readMarks(body: unknown): ReadRegions<MarkedRegion> {
  const { typed, values, problems } = readForm(body, { regions: rows(markFields, { keys }) });
  if (!values) return { typed, problems, regions: [] };
  return { typed, ...parted(values.regions.flatMap(row => mark(row) ?? [])) };
}

function mark({ en, fr, ...row }: RowOf<typeof markFields>): Found<MarkedRegion> | undefined {
  const given = rectangle(row);
  const note = { ...(en === '' ? {} : { en }), ...(fr === '' ? {} : { fr }) };
  const isNoted = en !== '' || fr !== '';
  if (given === undefined)
    return isNoted ? { problem: { path: `x.${row.key}`, key: 'cpdbimages:problem.noRectangle' } } : undefined;
  if ('problem' in given) return given;
  if (!isNoted) return { problem: { path: `en.${row.key}`, key: 'cpdbimages:problem.noNote' } };
  return { region: { ...given.region, note } };
}

/** Reads rectangles to be blurred; none is a problem. */
export function readBlur(body: unknown): ReadRegions<Region> {
  const { typed, values, problems } = readForm(body, { regions: rows(rectangleFields, { keys }) });
  if (!values) return { typed, problems, regions: [] };
  const found = parted(values.regions.flatMap(row => rectangle(row) ?? []));
  const isNone = found.problems.length === 0 && found.regions.length === 0;
  return { typed, ...found, ...(isNone ? { problems: [{ path: 'x.0', key: 'cpdbimages:problem.noRectangle' }] } : {}) };
}

type Found<R> = { readonly region: R } | { readonly problem: FieldProblem };

function parted<R>(found: readonly Found<R>[]): Pick<ReadRegions<R>, 'regions' | 'problems'> {
  return {
    regions: found.flatMap(one => ('region' in one ? [one.region] : [])),
    problems: found.flatMap(one => ('problem' in one ? [one.problem] : [])),
  };
}

/** The rectangle of a row; undefined where nothing was typed. */
function rectangle({ key, ...row }: Rectangle): Found<Region> | undefined {
  if (sides.every(side => row[side] === '')) return undefined;
  const missing = sides.find(side => row[side] === '');
  if (missing) return { problem: { path: `${missing}.${key}`, key: 'forms:problem.missing' } };
  const [x, y, w, h] = [Number(row.x), Number(row.y), Number(row.w), Number(row.h)];
  if (w < smallest || h < smallest)
    return { problem: { path: `${w < smallest ? 'w' : 'h'}.${key}`, key: 'cpdbimages:problem.tooSmall' } };
  if (x + w > 100.01 || y + h > 100.01)
    return { problem: { path: `${x + w > 100.01 ? 'w' : 'h'}.${key}`, key: 'cpdbimages:problem.outside' } };
  const part = (value: number): number => Math.round(Math.min(value, 100) * 100) / 10_000;
  return { region: { x: part(x), y: part(y), w: Math.min(part(w), 1 - part(x)), h: Math.min(part(h), 1 - part(y)) } };
}

/** Regions as their form shows them. */
export function typedRegions(regions: readonly MarkedRegion[]): Typed {
  return Object.fromEntries(
    regions.flatMap(({ note, ...region }, at) => [
      ...sides.map(side => [`${side}.${at}`, String(Math.round(region[side] * 10_000) / 100)]),
      [`en.${at}`, note.en ?? ''],
      [`fr.${at}`, note.fr ?? ''],
    ]),
  );
}
