import { quotedLexeme } from '../../db/lexeme.ts';
import { join, sql, type Sql } from '../../db/sql.ts';
import type { OwnFilter } from './criteria.ts';
import { headingsWith, ownFields } from './declared.ts';
import { daysOf, fieldKey, lexemeOf, wordsOf } from './values.ts';

/** What a filter looks for: lexemes of the search document, or a number between two ends. */
type Sought =
  | { readonly lexemes: string }
  | { readonly fields: readonly string[]; readonly from: number | undefined; readonly to: number | undefined };
type Seek<K extends OwnFilter['kind']> = (filter: Extract<OwnFilter, { kind: K }>, fields: readonly string[]) => Sought;

/** How each kind of filter is found in fields like "TOB.brand". One entry a kind; nothing else knows. */
const seek: { readonly [K in OwnFilter['kind']]: Seek<K> } = {
  values: ({ values }, fields) => ({
    lexemes: fields.flatMap(field => values.map(value => quotedLexeme(lexemeOf(field, value)))).join(' | '),
  }),
  // Every word, in any order; a word of letters may be the beginning of one, a number is the whole number.
  words: ({ words }, fields) => ({
    lexemes: fields
      .map(field =>
        wordsOf(words)
          .map(word => `${quotedLexeme(lexemeOf(field, word))}${/\p{L}/u.test(word) ? ':*' : ''}`)
          .join(' & '),
      )
      .map(all => `(${all})`)
      .join(' | '),
  }),
  range: ({ min, max }, fields) => ({ fields, from: min, to: max }),
  dates: ({ from, to }, fields) => ({
    fields,
    from: from === undefined ? undefined : daysOf(from),
    to: to === undefined ? undefined : daysOf(to),
  }),
};

/** What a filter of the chosen headings looks for. */
export function soughtBy(filter: OwnFilter, headings: readonly string[]): Sought {
  const field = ownFields.get(filter.name);
  const fields = field === undefined ? [] : headingsWith(field, headings).map(code => fieldKey(code, filter.name));
  return (seek[filter.kind] as Seek<OwnFilter['kind']>)(filter as never, fields);
}

/**
 * Conditions on `seizures s`: a line of one of the headings has every value asked for. Each filter is looked up in an
 * index over whole records; where there are several, a record of more than one line is asked whether one line has them
 * all.
 */
export function ownConditions(filters: readonly OwnFilter[], headings: readonly string[]): Sql[] {
  const sought = filters.map(filter => soughtBy(filter, headings));
  const each = sought.map(one =>
    'lexemes' in one
      ? sql`s.document @@ ${one.lexemes}::tsquery`
      : sql`s.id in (select n.seizure_id from goods_line_numbers n where ${numberBetween(one)})`,
  );
  return sought.length > 1 ? [...each, onOneLine(sought)] : each;
}

function numberBetween({ fields, from, to }: Exclude<Sought, { lexemes: string }>): Sql {
  return join(
    [
      fields.length === 1 ? sql`n.field = ${fields[0]}` : sql`n.field = any(${[...fields]}::text[])`,
      ...(from === undefined ? [] : [sql`n.value >= ${from}::float8`]),
      ...(to === undefined ? [] : [sql`n.value <= ${to}::float8`]),
    ],
    ' and ',
  );
}

function onOneLine(sought: readonly Sought[]): Sql {
  const parts = sought.map(one =>
    'lexemes' in one
      ? sql`g.own @@ ${one.lexemes}::tsquery`
      : sql`exists (select 1 from goods_line_numbers n
          where n.seizure_id = g.seizure_id and n.line_no = g.line_no and ${numberBetween(one)})`,
  );
  return sql`(s.line_count = 1 or exists (select 1 from goods_lines g
    where g.seizure_id = s.id and ${join(parts, ' and ')}))`;
}
