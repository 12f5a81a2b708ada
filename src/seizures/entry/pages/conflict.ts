import { differences, type Difference } from '../../record/differences.ts';
import { checkSheet } from '../form-check.ts';
import { flatten } from '../form-from-record.ts';
import { listOf, sameValue, textOf, type Row, type Value, type Values } from '../form-sheet.ts';
import { keyedAs } from '../merge-amendment.ts';
import { allCommonFields } from '../../fields.ts';
import type { Field, HeadingCode } from '../../goods/heading.ts';
import { headings, isHeadingCode } from '../../headings/index.ts';
import { lineFields } from '../../goods/line-fields.ts';
import type { Words } from '../../record/pages/presenter-words.ts';
import type { Bases } from '../store-drafts.ts';
import { lineHead } from './goods.ts';
import { frameOf, type Open, type Shown } from './page.ts';
import { personHead } from './persons.ts';

interface Side {
  readonly label: string;
  readonly base: string;
  readonly theirs: string;
  readonly mine: string;
  /** Both changed it, and not to the same. */
  readonly isClash: boolean;
}

/** The record as it was, as it is now, and as this draft would have it: every field in which they differ. */
export function conflictPage(shown: Shown, draft: Open, bases: Bases) {
  const base = flatten(bases.base);
  const theirs = keyedAs(bases.base, bases.theirs);
  const sheets = [base, theirs, draft.sheet] as const;
  const { words, context } = shown;
  const mine = checkSheet(draft.sheet, { lookUp: context.lists.lookUp, purpose: 'draft' }).record;
  return {
    ...frameOf(shown, draft, 'review'),
    ref: draft.amends?.ref ?? '',
    problems: [],
    rows: [
      ...valueRows(
        sheets.map(({ facts }) => facts),
        allCommonFields.map(field => ({ name: field.name, label: words.label(field.name), field })),
        '',
        words,
      ),
      ...rowRows(
        sheets.map(({ lines }) => lines),
        words,
        values => lineHead(values, 0, words),
        lineNames,
      ),
      ...rowRows(
        sheets.map(({ persons }) => persons),
        words,
        values => personHead(values, words),
        () => [],
      ),
    ],
    theirChanges: countOf(differences(bases.base, bases.theirs)),
    myChanges: mine ? countOf(differences(bases.base, mine)) : undefined,
  };
}

function countOf(found: readonly Difference[]): number {
  return found.length;
}

interface Named {
  readonly name: string;
  readonly label: string;
  readonly field: Field;
  readonly heading?: HeadingCode;
}

/** Rows of the names whose values are not the same on all three sides. */
function valueRows(sides: readonly Values[], names: readonly Named[], where: string, words: Words): Side[] {
  return names.flatMap(({ name, label, field, heading }) => {
    const [base, theirs, mine] = sides.map(values => values[name]);
    if (sameValue(base, theirs) && sameValue(base, mine)) return [];
    const text = (value: Value | undefined): string =>
      value === undefined ? '' : sideText(field, value, words, heading);
    return [
      {
        label: where + label,
        base: text(base),
        theirs: text(theirs),
        mine: text(mine),
        isClash: !sameValue(base, theirs) && !sameValue(base, mine) && !sameValue(theirs, mine),
      },
    ];
  });
}

function sideText(field: Field, value: Value, words: Words, heading?: HeadingCode): string {
  if (field.type === 'yesno') return words.t(textOf(value) === 'yes' ? 'common:yes' : 'common:no');
  if (field.type === 'code' || field.type === 'choice')
    return listOf(value)
      .map(one => words.value(field, one, heading))
      .join(', ');
  return textOf(value);
}

/** Rows of goods or persons by their keys: whole rows that came or went, and the fields of those that changed. */
function rowRows(
  sides: readonly (readonly Row[])[],
  words: Words,
  head: (values: Values) => { title: string; facts: string },
  names: (values: Values, words: Words) => Named[],
): Side[] {
  const keys = [...new Set(sides.flatMap(rows => rows.map(({ key }) => key)))];
  return keys.flatMap((key, at) => {
    const [base, theirs, mine] = sides.map(rows => rows.find(row => row.key === key)?.values);
    const any = mine ?? theirs ?? base ?? {};
    const where = `${words.t('entry:where.row', { no: at + 1 })}, ${head(any).title}`;
    const own = names(any, words);
    if (base && theirs && mine && own.length > 0) return valueRows([base, theirs, mine], own, `${where}: `, words);
    const whole = (values: Values | undefined): string =>
      values ? [head(values).title, head(values).facts].filter(Boolean).join(' · ') : '';
    const [b, t, m] = [whole(base), whole(theirs), whole(mine)];
    return b === t && b === m
      ? []
      : [{ label: where, base: b, theirs: t, mine: m, isClash: b !== t && b !== m && t !== m }];
  });
}

function lineNames(values: Values, words: Words): Named[] {
  const code = textOf(values.heading);
  const heading = isHeadingCode(code) ? code : undefined;
  const common = lineFields.map(field => ({
    name: field.name,
    label: words.label(field.name),
    field,
    ...(heading && field.name === 'product' ? { heading } : {}),
  }));
  const own = heading
    ? headings[heading].fields.map(field => ({
        name: `details.${field.name}`,
        label: words.label(field.name, heading),
        field,
        heading,
      }))
    : [];
  return [...common, ...own];
}
