import type { Field, Heading, UnitKind } from '../../goods/heading.ts';
import { headingList, headings, isHeadingCode } from '../../headings/index.ts';
import { lineFields } from '../../goods/line-fields.ts';
import { unitKindsFor } from '../../goods/products.ts';
import { detailFields } from '../form.ts';
import { textOf, type Row, type Sheet, type Values } from '../form-sheet.ts';
import { mostLines } from '../form-rows.ts';
import type { Words } from '../../record/pages/presenter-words.ts';
import { freshKey } from './load.ts';
import { errorAt, fieldView, idOf, optionsOf, usualFirst, type Option, type Showing } from './fields.ts';
import { unitsOfKinds } from '../../units-of.ts';

const byName = new Map(lineFields.map(field => [field.name, field]));
const lineField = (name: string): Field => byName.get(name) as Field;

interface GoodsLine extends ReturnType<typeof lineHead> {
  readonly key: string;
  readonly copyKey: string;
  readonly hasError: boolean;
  readonly body?: ReturnType<typeof lineBody>;
  readonly isNew?: boolean;
}

/** The lines of goods: closed ones in one line, the open one (by key, or a new one) with its fields. */
export function goodsView(sheet: Sheet, open: string, showing: Showing) {
  const isNew = sheet.lines.every(({ key }) => key !== open);
  const lines: GoodsLine[] = sheet.lines.map((row, at) => ({
    ...lineHead(row.values, at, showing.words),
    key: row.key,
    copyKey: freshKey(),
    hasError: showing.problems.some(({ path }) => path.startsWith(`lines.${at}.`) || path === `lines.${at}`),
    ...(row.key === open ? { body: lineBody(row, at, showing) } : {}),
  }));
  if (isNew && (open !== '' || lines.length === 0)) {
    const row = { key: freshKey(), values: {} };
    const at = lines.length;
    lines.push({
      ...lineHead({}, at, showing.words),
      key: row.key,
      copyKey: freshKey(),
      hasError: false,
      body: lineBody(row, at, showing),
      isNew: true,
    });
  }
  return { lines, canAdd: sheet.lines.length < mostLines, most: mostLines };
}

/** What a line is, in one line. */
export function lineHead(values: Values, at: number, words: Words) {
  const code = textOf(values.heading);
  const heading = isHeadingCode(code) ? code : undefined;
  const product = textOf(values.product);
  const mark = heading ? words.names.heading(heading) : undefined;
  const title = heading && product ? words.product(heading, product) : (mark?.label ?? words.t('entry:goods.newLine'));
  return {
    at,
    no: at + 1,
    id: `line-${at + 1}`,
    ...(mark ? { heading: mark } : {}),
    title,
    facts: lineFacts(values, words),
  };
}

function lineFacts(values: Values, words: Words): string {
  const quantity = quantityText(textOf(values.quantity), textOf(values.unit), textOf(values.currency), words);
  const second = quantityText(textOf(values.quantity2), textOf(values.unit2), '', words);
  const packages = textOf(values.packages);
  return [
    quantity,
    second,
    packages === '' ? '' : words.t('entry:goods.packages', { count: Number(packages) || 0, number: packages }),
    textOf(values.productText),
  ]
    .filter(part => part !== '')
    .join(' · ');
}

function quantityText(quantity: string, unit: string, currency: string, words: Words): string {
  if (quantity === '') return '';
  const number = Number(quantity);
  const figure = Number.isFinite(number) ? words.number(number) : quantity;
  return `${figure} ${unit === 'amount' ? currency : unit === '' ? '' : words.unit(unit, number)}`.trim();
}

function lineBody(row: Row, at: number, showing: Showing) {
  const { values } = row;
  const path = (name: string): string => `lines.${at}.${name}`;
  const code = textOf(values.heading);
  const base = {
    heading: fieldView(
      lineField('heading'),
      { path: path('heading'), values, options: headingOptions(showing.words) },
      showing,
    ),
  };
  if (!isHeadingCode(code)) return base;
  const heading = headings[code];
  const product = textOf(values.product);
  const asked = (field: Field): boolean =>
    field.form === 'short' || showing.form === 'long' || values[field.name] !== undefined;
  const plain = (name: string, span = 6) => fieldView(lineField(name), { path: path(name), values, span }, showing);
  return {
    ...base,
    product: fieldView(
      lineField('product'),
      { path: path('product'), values, options: productOptions(heading, product, showing) },
      showing,
    ),
    ...(heading.needsText.includes(product) || values.productText !== undefined
      ? { productText: { ...plain('productText', 12), optional: !heading.needsText.includes(product) } }
      : {}),
    quantity: joined(row, at, ['quantity', 'unit'], kindsOf(heading, product), showing, !heading.quantityRequired),
    ...(asked(lineField('quantityBasis')) ? { basis: { ...plain('quantityBasis'), display: 'radios' } } : {}),
    quantity2: joined(row, at, ['quantity2', 'unit2'], heading.secondUnitKinds ?? heading.unitKinds, showing, true),
    own: ownFields(row, at, heading, showing),
    more: moreFields(row, at, heading, showing, plain, asked),
  };
}

/** While no product is chosen, the kinds of all of them. */
export function kindsOf(heading: Heading, product: string): readonly UnitKind[] {
  if (product !== '') return unitKindsFor(heading, product);
  return [...new Set([...heading.unitKinds, ...Object.values(heading.unitKindsByProduct ?? {}).flat()])];
}

function productOptions(heading: Heading, product: string, showing: Showing): readonly Option[] {
  const options = optionsOf(heading.productList, [product], showing);
  return usualFirst(options, showing.usual?.('product', heading.code) ?? [], showing.words);
}

function headingOptions(words: Words): Option[] {
  return headingList.map(({ code }) => ({ value: code, label: words.names.heading(code).label }));
}

/** A quantity and its unit in one control; a problem of either shows at both. */
export function joined(
  row: Row,
  at: number,
  [name, unitName]: readonly [string, string],
  kinds: readonly UnitKind[],
  showing: Showing,
  optional: boolean,
) {
  const [path, unitPath] = [`lines.${at}.${name}`, `lines.${at}.${unitName}`];
  const view = fieldView(lineField(name), { path, values: row.values }, showing);
  const error = errorAt(path, showing, unitPath);
  const unit = textOf(row.values[unitName]);
  const usual = showing.usual?.(unitName, textOf(row.values.product)) ?? [];
  return {
    ...view,
    optional,
    ...(error === undefined ? {} : { error }),
    unit: {
      id: idOf(unitPath),
      name: unitPath,
      value: unit,
      label: showing.words.label(unitName),
      options: unitOptions(kinds, unit, usual, showing),
      blank: true,
    },
  };
}

/** Units of the kinds allowed, the usual ones first; one chosen before stays in the list so that it is not lost. */
function unitOptions(
  kinds: readonly UnitKind[],
  chosen: string,
  usual: readonly string[],
  { lists, words, date }: Showing,
): Option[] {
  const codes = unitsOfKinds(lists, kinds, date, chosen);
  const first = usual.filter(code => codes.includes(code));
  return [...first, ...codes.filter(code => !first.includes(code))].map(code => ({
    value: code,
    label: words.unitChoice(code),
  }));
}

function ownFields(row: Row, at: number, heading: Heading, showing: Showing) {
  return detailFields(row.values)
    .filter(
      field => field.form === 'short' || showing.form === 'long' || row.values[`details.${field.name}`] !== undefined,
    )
    .map(field =>
      fieldView(
        field,
        {
          path: `lines.${at}.details.${field.name}`,
          name: `details.${field.name}`,
          values: row.values,
          heading: heading.code,
        },
        showing,
      ),
    );
}

function moreFields(
  row: Row,
  at: number,
  heading: Heading,
  showing: Showing,
  plain: (name: string, span?: number) => ReturnType<typeof fieldView>,
  asked: (field: Field) => boolean,
) {
  const path = `lines.${at}.currency`;
  const currency = textOf(row.values.currency);
  const options = optionsOf('currency', [currency], showing).map(({ value }) => ({ value, label: value }));
  const unit = {
    id: idOf(path),
    name: path,
    value: currency,
    label: showing.words.label('currency'),
    options,
    blank: true,
  };
  const error = errorAt(`lines.${at}.value`, showing, path);
  return [
    ...(asked(lineField('packages')) ? [plain('packages', 4)] : []),
    ...(asked(lineField('hsCode')) ? [plain('hsCode', 8)] : []),
    ...(asked(lineField('value'))
      ? [{ ...plain('value'), ...(error === undefined ? {} : { error }), unit }]
      : hasAmounts(heading, row, showing)
        ? [plain('currency')]
        : []),
  ];
}

/** Whether a line may state an amount of money, so that its currency must be asked in the short form too. */
function hasAmounts(heading: Heading, row: Row, showing: Showing): boolean {
  const amount = (field: Field): boolean =>
    field.type === 'decimal' && field.unit === undefined && (field.form === 'short' || showing.form === 'long');
  return (
    row.values.currency !== undefined ||
    unitKindsFor(heading, textOf(row.values.product)).includes('money') ||
    detailFields(row.values).some(amount)
  );
}
