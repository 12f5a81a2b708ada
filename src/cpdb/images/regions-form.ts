import type { FieldProblem } from '../../errors.ts';
import { readSheet, text } from '../../forms/index.ts';
import type { Check } from '../../forms/index.ts';
import type { Region } from '../../files/pictures/picture-types.ts';
import { mostRegions } from './image.ts';
import type { MarkedRegion } from './image.ts';

/** Names of the numbers of a rectangle, as its form sends them: percent of the image, from its left upper corner. */
export const sides = ['x', 'y', 'w', 'h'] as const;
type Typed = Readonly<Record<string, string>>;

/** Longest word on a region. Characters. */
export const longestNote = 160;
/** Shortest side of a region. Percent: what is smaller cannot be hit. */
const smallest = 0.5;

export interface ReadRegions<R> {
  readonly typed: Typed;
  readonly problems: readonly FieldProblem[];
  readonly regions: readonly R[];
}

/** Percent with a point or a comma, 0 to 100. */
const percent: Check = {
  read(typed) {
    const value = typed.trim().replace(',', '.');
    if (value === '') return { value };
    return /^\d{1,3}(?:\.\d{1,4})?$/.test(value) && Number(value) <= 100
      ? { value }
      : { problem: { key: 'cpdbimages:problem.percent' } };
  },
};

function numbers(at: number): [string, Check][] {
  return sides.map(side => [`${side}.${at}`, percent]);
}

const rows = Array.from({ length: mostRegions }, (_, at) => at);

/** Reads marked regions: a row without numbers is none; with some, all four are wanted, and a word in one language at least. */
export function readMarks(body: unknown): ReadRegions<MarkedRegion> {
  const note = text({ max: longestNote, optional: true });
  const { typed, values, problems } = readSheet(
    body,
    Object.fromEntries(rows.flatMap(at => [...numbers(at), [`en.${at}`, note] as const, [`fr.${at}`, note] as const])),
  );
  const found =
    problems.length > 0
      ? []
      : rows.flatMap((at): Found<MarkedRegion>[] => {
          const [en, fr] = [values[`en.${at}`] ?? '', values[`fr.${at}`] ?? ''];
          const read = rectangle(values, at);
          if (read === undefined)
            return en === '' && fr === ''
              ? []
              : [{ problem: { path: `x.${at}`, key: 'cpdbimages:problem.noRectangle' } }];
          if ('problem' in read) return [read];
          return en === '' && fr === ''
            ? [{ problem: { path: `en.${at}`, key: 'cpdbimages:problem.noNote' } }]
            : [{ region: { ...read.region, note: { ...(en === '' ? {} : { en }), ...(fr === '' ? {} : { fr }) } } }];
        });
  return { typed, ...parted(found, problems) };
}

/** Reads rectangles to be blurred; none is a problem. */
export function readBlur(body: unknown): ReadRegions<Region> {
  const { typed, values, problems } = readSheet(body, Object.fromEntries(rows.flatMap(numbers)));
  const found = problems.length > 0 ? [] : rows.flatMap(at => rectangle(values, at) ?? []);
  const read = parted(found, problems);
  return {
    typed,
    regions: read.regions,
    problems:
      read.problems.length === 0 && read.regions.length === 0
        ? [{ path: 'x.0', key: 'cpdbimages:problem.noRectangle' }]
        : read.problems,
  };
}

type Found<R> = { readonly region: R } | { readonly problem: FieldProblem };

function parted<R>(
  found: readonly Found<R>[],
  problems: readonly FieldProblem[],
): Pick<ReadRegions<R>, 'regions' | 'problems'> {
  return {
    regions: found.flatMap(one => ('region' in one ? [one.region] : [])),
    problems: [...problems, ...found.flatMap(one => ('problem' in one ? [one.problem] : []))],
  };
}

/** The rectangle of a row; undefined where nothing was typed. */
function rectangle(values: Typed, at: number): Found<Region> | undefined {
  const given = sides.map(side => values[`${side}.${at}`] ?? '');
  if (given.every(value => value === '')) return undefined;
  const missing = given.indexOf('');
  if (missing >= 0) return { problem: { path: `${sides[missing]}.${at}`, key: 'forms:problem.missing' } };
  const [x = 0, y = 0, w = 0, h = 0] = given.map(Number);
  if (w < smallest || h < smallest)
    return { problem: { path: `${w < smallest ? 'w' : 'h'}.${at}`, key: 'cpdbimages:problem.tooSmall' } };
  if (x + w > 100.01 || y + h > 100.01)
    return { problem: { path: `${x + w > 100.01 ? 'w' : 'h'}.${at}`, key: 'cpdbimages:problem.outside' } };
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
