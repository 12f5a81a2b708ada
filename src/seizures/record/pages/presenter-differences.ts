import type { Difference } from '../differences.ts';
import { allCommonFields } from '../../fields.ts';
import type { Field, FieldValue, GoodsLine } from '../../goods/heading.ts';
import { headings } from '../../headings/index.ts';
import { lineFields } from '../../goods/line-fields.ts';
import type { PersonCount } from '../../seizure.ts';
import type { Words } from './presenter-words.ts';

/**
 * One change in words: what, from what, to what. An absent `new` was taken away, an absent `old` was not stated before.
 */
export interface Change {
  readonly label: string;
  readonly old?: string;
  readonly new?: string;
}

const facts = new Map(allCommonFields.map(field => [field.name, field]));
const ofLine = new Map(lineFields.map(field => [field.name, field]));

export function presentDifferences(found: readonly Difference[], words: Words): Change[] {
  return found.map(one => presentOne(one, words));
}

function presentOne(one: Difference, words: Words): Change {
  switch (one.of) {
    case 'form':
      return {
        label: words.t('record:form.label'),
        old: words.t(`record:form.${one.old}`),
        new: words.t(`record:form.${one.now}`),
      };
    case 'fact':
      return { label: words.label(one.name), ...sides(one, value => factText(one.name, value, words)) };
    case 'line':
      return {
        label: `${words.t('record:line', { no: one.newNo })}, ${lineLabel(one.name, one.line, words)}`,
        ...sides(one, value => lineText(one.name, value, one.line, words)),
      };
    case 'line-added':
      return { label: words.t('record:line', { no: one.newNo }), new: lineSummary(one.line, words) };
    case 'line-removed':
      return { label: words.t('record:line', { no: one.oldNo }), old: lineSummary(one.line, words) };
    case 'persons':
      return { label: personText(one.person, words), ...sides(one, value => words.number(Number(value))) };
  }
}

function sides(
  one: { readonly old?: FieldValue; readonly now?: FieldValue },
  text: (value: FieldValue) => string,
): Pick<Change, 'old' | 'new'> {
  return {
    ...(one.old === undefined ? {} : { old: text(one.old) }),
    ...(one.now === undefined ? {} : { new: text(one.now) }),
  };
}

export function factText(name: string, value: FieldValue, words: Words): string {
  const field = facts.get(name);
  return field ? words.value(field, value) : String(value);
}

/** The field of a line by its flat name: "quantity" or "details.purity". */
function fieldOf(name: string, line: GoodsLine): Field | undefined {
  if (!name.startsWith('details.')) return ofLine.get(name);
  return headings[line.heading].fields.find(field => field.name === name.slice(8));
}

export function lineLabel(name: string, { heading }: GoodsLine, words: Words): string {
  return name.startsWith('details.') ? words.label(name.slice(8), heading) : words.label(name);
}

export function lineText(name: string, value: FieldValue, line: GoodsLine, words: Words): string {
  if (name === 'unit' || name === 'unit2') return words.unit(String(value));
  const field = fieldOf(name, line);
  if (!field) return String(value);
  const own = name.startsWith('details.') || name === 'product' ? line.heading : undefined;
  return words.value(field, value, own);
}

/** Product and quantity of a line: "Heroin, 6.12 kg". */
export function lineSummary(line: GoodsLine, words: Words): string {
  const quantity = quantityText(line.quantity, line.unit, line.currency, words);
  return [words.product(line.heading, line.product), quantity].filter(part => part !== '').join(', ');
}

/** The same of a record as lists have it, or of a line. */
export function goodsTextOf(
  {
    heading,
    product,
    quantity,
    unit,
  }: {
    readonly heading: string;
    readonly product: string;
    readonly quantity?: number | null | undefined;
    readonly unit?: string | null | undefined;
  },
  words: Words,
): string {
  const amount = quantityText(quantity ?? undefined, unit ?? undefined, undefined, words);
  return [words.names.product(heading, product), amount].filter(part => part !== '').join(', ');
}

/** A quantity with its unit; an amount of money with its currency. */
export function quantityText(
  quantity: number | undefined,
  unit: string | undefined,
  currency: string | undefined,
  words: Words,
): string {
  if (quantity === undefined) return '';
  return `${words.number(quantity)} ${unitText(unit, quantity, currency, words)}`.trim();
}

export function unitText(
  unit: string | undefined,
  quantity: number | undefined,
  currency: string | undefined,
  words: Words,
): string {
  if (unit === 'amount') return currency ?? '';
  return unit === undefined ? '' : words.unit(unit, quantity);
}

/** Role and what else is known of a row of persons, without the number. */
export function personText({ role, nationality, sex, ageBand, arrested }: PersonCount, words: Words): string {
  return [
    words.option('role', role),
    nationality ? words.code('country', nationality) : '',
    sex ? words.option('sex', sex) : '',
    ageBand ? words.option('ageBand', ageBand) : '',
    arrested === undefined ? '' : words.t(arrested ? 'record:persons.arrested' : 'record:persons.notArrested'),
  ]
    .filter(part => part !== '')
    .join(', ');
}
