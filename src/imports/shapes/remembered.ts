import type { Profile, Shape } from '../columns/store-profiles.ts';
import { headerOverlap } from '../engine/words/fingerprints.ts';
import { foldHeader } from '../engine/words/words.ts';
import type { Plan } from '../plan.ts';

/**
 * What the office said of its last file of this shape. The columns may stand in another order: it goes with the header.
 */
export function remembering(plan: Plan, profile: Profile): Plan {
  return {
    ...withChoices(plan, profile, () => null),
    // Only of files whose rows became records is a shape remembered.
    ...(plan.holds ? { kept: 'seizures' as const } : {}),
    remembered: profile.name,
    settled: plan.rows.header.map((_, column) => column),
  };
}

/** Share of headers from which a shape is taken for a changed one of those remembered. */
const nearly = 0.8;

/** The remembered shape that is most like the file's. */
export function nearestShape(header: readonly string[], shapes: readonly Shape[]): Shape | undefined {
  const [best] = shapes
    .map(shape => ({ shape, overlap: headerOverlap(header, shape.plan.rows.header) }))
    .filter(({ overlap }) => overlap >= nearly)
    .sort((a, b) => b.overlap - a.overlap);
  return best?.shape;
}

/**
 * A file whose columns are nearly those of an earlier one: what was said of the columns both have holds, new ones are
 * proposed where their field is free.
 */
export function rememberingNearly(plan: Plan, profile: Profile): Plan {
  const { header } = plan.rows;
  const before = new Set(profile.plan.rows.header.map(foldHeader));
  const now = new Set(header.map(foldHeader));
  const known = (name: string): boolean => before.has(foldHeader(name));
  const taken = new Set(
    profile.plan.rows.mapping.filter((_, column) => now.has(foldHeader(profile.plan.rows.header[column] ?? ''))),
  );
  const free = (field: string | null): string | null => (field === null || taken.has(field) ? null : field);
  return {
    ...withChoices(plan, profile, column => free(plan.rows.mapping[column] ?? null)),
    nearly: {
      name: profile.name,
      added: header.filter(name => !known(name)),
      gone: profile.plan.rows.header.filter(name => !now.has(foldHeader(name))),
    },
    settled: header.flatMap((name, column) => (known(name) ? [column] : [])),
  };
}

/** The plan with what was said of the columns an earlier file had too; `fresh` gives the fields of the others. */
function withChoices(plan: Plan, { plan: before }: Profile, fresh: (column: number) => string | null): Plan {
  const { rows } = before;
  const columnOf = new Map(rows.header.map((header, column) => [foldHeader(header), column]));
  const pairs = plan.rows.header.map((header, column) => ({ column, was: columnOf.get(foldHeader(header)) ?? -1 }));
  const mapping = pairs.map(({ column, was }) => (was === -1 ? fresh(column) : (rows.mapping[was] ?? null)));
  const chosen = pairs.filter(({ was }) => before.stylesBy?.includes(was));
  return {
    ...plan,
    ...(before.whose === undefined ? {} : { whose: before.whose }),
    stylesBy: chosen.map(({ column }) => column),
    rows: {
      ...plan.rows,
      mapping,
      constants: Object.fromEntries(
        Object.entries(rows.constants).filter(([field]) => !ofOneFile.has(field) && !mapping.includes(field)),
      ),
      ...(rows.heading ? { heading: rows.heading } : {}),
      styles: {
        ...plan.rows.styles,
        ...Object.fromEntries(
          chosen.map(({ column, was }) => [column, withYear(rows.styles?.[was] ?? {}, plan.rows.styles?.[column])]),
        ),
      },
      narrativeColumns: pairs.filter(({ was }) => rows.narrativeColumns?.includes(was)).map(({ column }) => column),
    },
  };
}

/** What is true of the rows of one file only: the date of all its rows is not that of the next month's. */
const ofOneFile: ReadonlySet<string> = new Set(['seizureDate']);

type Style = NonNullable<Plan['rows']['styles']>[number];

/** How dates are written, as said of the earlier file; dates without a year are of the year this one names. */
function withYear(said: Style, { date: found }: Style = {}): Style {
  if (said.date === undefined) return said;
  const { year: _year, ...date } = said.date;
  return { ...said, date: found?.year === undefined ? date : { ...date, year: found.year } };
}
