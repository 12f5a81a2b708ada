import type { FieldProblem } from '../../../errors.ts';
import { columns, rows as rowNames } from '../score.ts';
import type { Exercise } from '../set.ts';
import type { Given } from '../store/store-runs.ts';
import { choice, parsed, readForm, rows, type ValuesOf } from '../../../fields/index.ts';
import { read, refuse } from '../../../text/readable-text.ts';

/**
 * Widths an image to point at is shown in. CSS pixels: the point a browser sends without script is in these, so they
 * are fixed.
 */
export const widths = [288, 352, 680] as const;
/** Height of an image of these proportions at a width. */
export function heightAt(width: number, image: { readonly width: number; readonly height: number }): number {
  return Math.max(1, Math.round((width * image.height) / image.width));
}

interface ReadAnswer {
  readonly typed: Readonly<Record<string, string>>;
  readonly problems: readonly FieldProblem[];
  readonly given?: Given;
}

const number = (shape: RegExp) =>
  parsed(typed => (shape.test(typed) ? read(Number(typed)) : refuse('forms:problem.malformed')), { optional: true });
const pixel = number(/^-?\d{1,4}$/);
const part = number(/^(?:0(?:\.\d{1,6})?|1(?:\.0{1,6})?)$/);
const pointFields = {
  points: rows({ x: pixel, y: pixel }, { keys: widths.map(String), nameOf: (width, axis) => `at${width}.${axis}` }),
  px: part,
  py: part,
  column: choice(columns, { optional: true }),
  row: choice(rowNames, { optional: true }),
  nothing: choice(['yes'], { optional: true }),
};

/**
 * Reads a posted answer. A point, however it was made, goes before the grid; the point 0,0 is what Enter sends, and is
 * none.
 */
export function readAnswer(
  body: unknown,
  exercise: Pick<Exercise, 'kind' | 'shown' | 'options'>,
  image: { readonly width: number; readonly height: number },
): ReadAnswer {
  if (exercise.kind !== 'mark') {
    const { typed, values, problems } = readForm(body, {
      choice: choice((exercise.kind === 'which' ? exercise.shown : exercise.options).map((_one, at) => String(at))),
    });
    return !values
      ? { typed, problems: problems.map(() => ({ path: 'choice', key: 'cpdbtraining:problem.choose' })) }
      : { typed, problems, given: { choice: Number(values.choice) } };
  }
  const { typed, values, problems } = readForm(body, pointFields);
  if (!values)
    return {
      typed,
      problems: problems.map(({ path, ...problem }) => ({ ...problem, path: path === 'row' ? 'row' : 'column' })),
    };
  const given = pointOf(values, image);
  if (given) return { typed, problems, given };
  return { typed, problems: [{ path: values.column === '' ? 'column' : 'row', key: 'cpdbtraining:problem.point' }] };
}

/** Where an answer points, or that it says there is nothing; undefined where it does neither. */
function pointOf(
  { points, px, py, column, row, nothing }: ValuesOf<typeof pointFields>,
  image: { readonly width: number; readonly height: number },
): Given | undefined {
  if (nothing === 'yes') return { nothing: true };
  if (px !== '' && py !== '') return { x: px, y: py };
  for (const { key, x, y } of points) {
    const width = Number(key);
    if (Number(x) !== 0 || Number(y) !== 0)
      return { x: within(Number(x) / width), y: within(Number(y) / heightAt(width, image)) };
  }
  return column !== '' && row !== '' ? { cell: `${column}${row}` } : undefined;
}

function within(share: number): number {
  return Math.min(1, Math.max(0, share));
}
