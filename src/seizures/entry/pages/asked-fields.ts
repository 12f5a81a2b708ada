import { headingList, headings, isHeadingCode } from '../../headings/index.ts';
import type { Field, HeadingCode } from '../../goods/heading.ts';
import { fieldsFor } from '../../goods/products.ts';
import { textOf, type Row, type Values } from '../form-sheet.ts';
import { fieldView, optionsOf, type FieldPlace, type Option, type Showing } from './fields.ts';
import { joined, kindsOf } from './goods.ts';

export type { Showing } from './fields.ts';

/**
 * A field of the record that a form outside this feature asks: its place in the record, and its name there
 * ("transport", "quantity", "details.cylinders").
 */
export interface AskedOf {
  readonly part: 'facts' | 'goods' | 'details';
  readonly name: string;
  readonly heading?: HeadingCode;
  readonly field: Field;
}
export type DeclaredView = ReturnType<typeof fieldView>;

/** A field that is declared as the record's are, over what was typed; its words are the caller's. */
export function declaredView(field: Field, place: FieldPlace, showing: Showing): DeclaredView {
  return fieldView(field, place, showing);
}

/**
 * Fields of the record over what was typed, as `/shared/_field` shows them and the validator names them:
 * "facts.transport", "lines.0.quantity". A unit stands with its quantity, a currency with its value; details are those
 * the product is asked for, and any that were filled.
 * `codes` are the headings that may be chosen.
 */
export function askedViews(
  asked: readonly AskedOf[],
  { facts, line, codes }: { facts: Values; line: Values; codes: readonly string[] },
  showing: Showing,
): DeclaredView[] {
  const names = new Set(asked.map(({ name }) => name));
  const row: Row = { key: 'l1', values: line };
  const heading = textOf(line.heading);
  return asked.flatMap(one => {
    const { part, name, field } = one;
    if (part === 'facts') return [fieldView(field, { path: `facts.${name}`, values: facts }, showing)];
    if (name === 'heading')
      return [
        fieldView(field, { path: 'lines.0.heading', values: line, options: headingOptions(codes, showing) }, showing),
      ];
    if (!isHeadingCode(heading)) return [];
    if (part === 'details')
      return one.heading === heading && (isAskedOf(field, heading, textOf(line.product)) || line[name] !== undefined)
        ? [fieldView(field, { path: `lines.0.${name}`, name, values: line, heading }, showing)]
        : [];
    return goodsView(one, row, heading, names, showing);
  });
}

function goodsView(
  { name, field }: AskedOf,
  row: Row,
  code: HeadingCode,
  names: ReadonlySet<string>,
  showing: Showing,
): DeclaredView[] {
  const heading = headings[code];
  const product = textOf(row.values.product);
  const path = `lines.0.${name}`;
  if (name === 'product')
    return [
      fieldView(
        field,
        { path, values: row.values, options: optionsOf(heading.productList, [product], showing), span: 12 },
        showing,
      ),
    ];
  if (name === 'quantity' && names.has('unit'))
    return [joined(row, 0, ['quantity', 'unit'], kindsOf(heading, product), showing, !heading.quantityRequired)];
  if (name === 'quantity2' && names.has('unit2'))
    return [joined(row, 0, ['quantity2', 'unit2'], heading.secondUnitKinds ?? heading.unitKinds, showing, true)];
  if ((name === 'unit' && names.has('quantity')) || (name === 'unit2' && names.has('quantity2'))) return [];
  return [fieldView(field, { path, values: row.values }, showing)];
}

function headingOptions(codes: readonly string[], { words }: Showing): Option[] {
  return headingList
    .filter(({ code }) => codes.includes(code))
    .map(({ code }) => ({ value: code, label: words.names.heading(code).label }));
}

function isAskedOf(field: Field, heading: HeadingCode, product: string): boolean {
  return product === '' || fieldsFor(headings[heading], product).includes(field);
}
