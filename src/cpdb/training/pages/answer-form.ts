import type { FieldProblem } from '../../../errors.ts';
import { oneOf, readSheet, shaped } from '../../../forms/index.ts';
import { columns, rows } from '../score.ts';
import type { Exercise } from '../set.ts';
import type { Given } from '../store/store-runs.ts';

/** Widths an image to point at is shown in. CSS pixels: the point a browser sends without script is in these, so they are fixed. */
export const widths = [288, 352, 680] as const;
/** Height of an image of these proportions at a width. */
export function heightAt(width: number, image: { readonly width: number; readonly height: number }): number {
  return Math.max(1, Math.round((width * image.height) / image.width));
}

export interface ReadAnswer {
  readonly typed: Readonly<Record<string, string>>;
  readonly problems: readonly FieldProblem[];
  readonly given?: Given;
}

const pixel = shaped(/^-?\d{1,4}$/, 'forms:problem.malformed', { optional: true });
const part = shaped(/^(?:0(?:\.\d{1,6})?|1(?:\.0{1,6})?)$/, 'forms:problem.malformed', { optional: true });

/** Reads a posted answer. A point, however it was made, goes before the grid; the point 0,0 is what Enter sends, and is none. */
export function readAnswer(
  body: unknown,
  exercise: Pick<Exercise, 'kind' | 'shown' | 'options'>,
  image: { readonly width: number; readonly height: number },
): ReadAnswer {
  if (exercise.kind !== 'mark') {
    const { typed, values, problems } = readSheet(body, {
      choice: oneOf((exercise.kind === 'which' ? exercise.shown : exercise.options).map((_one, at) => String(at))),
    });
    return problems.length > 0
      ? { typed, problems: problems.map(() => ({ path: 'choice', key: 'cpdbtraining:problem.choose' })) }
      : { typed, problems, given: { choice: Number(values.choice) } };
  }
  const { typed, values, problems } = readSheet<string>(body, {
    ...Object.fromEntries(
      widths.flatMap(width => [
        [`at${width}.x`, pixel],
        [`at${width}.y`, pixel],
      ]),
    ),
    px: part,
    py: part,
    column: oneOf(columns, { optional: true }),
    row: oneOf(rows, { optional: true }),
  });
  const value = (name: string): string => values[name] ?? '';
  if (problems.length > 0)
    return {
      typed,
      problems: problems.map(({ path, ...problem }) => ({ ...problem, path: path === 'row' ? 'row' : 'column' })),
    };
  if (value('px') !== '' && value('py') !== '')
    return { typed, problems, given: { x: Number(value('px')), y: Number(value('py')) } };
  for (const width of widths) {
    const [x, y] = [Number(value(`at${width}.x`)), Number(value(`at${width}.y`))];
    if (x !== 0 || y !== 0)
      return { typed, problems, given: { x: within(x / width), y: within(y / heightAt(width, image)) } };
  }
  const [column, row] = [value('column'), value('row')];
  if (column !== '' && row !== '') return { typed, problems, given: { cell: `${column}${row}` } };
  return { typed, problems: [{ path: column === '' ? 'column' : 'row', key: 'cpdbtraining:problem.point' }] };
}

function within(share: number): number {
  return Math.min(1, Math.max(0, share));
}
