import type { GoodsLine } from '../../goods/heading.ts';
import { headings } from '../../headings/index.ts';
import { lineFields } from '../../goods/line-fields.ts';
import { computedItems } from './presenter-computed.ts';
import { quantityText, unitText } from './presenter-differences.ts';
import { hsDots, type Words } from './presenter-words.ts';
import type { Seizure, StoredLine } from '../store.ts';

/** Goods as the record's page shows them: the table, and beneath it everything else each line states. */
export function presentGoods({ record, lines: stored }: Pick<Seizure, 'record' | 'lines'>, words: Words) {
  const byNo = new Map(stored.map(line => [line.lineNo, line]));
  const date = typeof record.facts.seizureDate === 'string' ? record.facts.seizureDate : undefined;
  const lines = record.lines.map((line, at) => lineView(line, at + 1, byNo.get(at + 1), date, words));
  const factors = [...new Set(stored.map(({ factorVersion }) => factorVersion).filter(version => version))];
  return {
    lines,
    note: [
      words.t('record:goods.neverAdded'),
      ...factors.map(version => words.t('record:goods.factorNote', { version })),
    ].join(' '),
  };
}

export function lineView(
  line: GoodsLine,
  no: number,
  stored: StoredLine | undefined,
  date: string | undefined,
  words: Words,
) {
  return {
    no,
    heading: words.names.heading(line.heading),
    product: words.product(line.heading, line.product),
    text: line.productText,
    marks: marksOf(line, words),
    hs: line.hsCode ? hsDots(line.hsCode) : '',
    quantity: {
      value: line.quantity === undefined ? '' : words.number(line.quantity),
      unit: unitText(line.unit, line.quantity, line.currency, words),
    },
    second: quantityText(line.quantity2, line.unit2, line.currency, words),
    kg: typeof stored?.kgEquivalent === 'number' ? words.number(Number(stored.kgEquivalent.toPrecision(6))) : '',
    factor: stored?.factorVersion ? words.t('record:goods.factor') : '',
    packages: line.packages === undefined ? '' : words.number(line.packages),
    value: line.value === undefined ? '' : `${words.number(line.value)} ${line.currency ?? ''}`,
    items: itemsOf(line, words),
    computed: computedItems(stored ?? {}, { unit: line.unit, date }, words),
  };
}

/** The first two words an officer would say of the goods: its short fields. */
function marksOf(line: GoodsLine, words: Words): string {
  const said = headings[line.heading].fields.filter(
    field =>
      line.details[field.name] !== undefined &&
      (field.type === 'choice' || field.type === 'text' || field.type === 'code'),
  );
  const short = said.toSorted((a, b) => Number(a.form === 'long') - Number(b.form === 'long')).slice(0, 2);
  return [
    line.productText ?? '',
    ...short.map(field => words.value(field, line.details[field.name] ?? '', line.heading)),
  ]
    .filter(part => part !== '')
    .join(', ');
}

/** What stands in the table's columns already. */
const inTable = new Set([
  'heading',
  'product',
  'quantity',
  'unit',
  'quantity2',
  'unit2',
  'packages',
  'value',
  'currency',
]);

function itemsOf(line: GoodsLine, words: Words) {
  const { details, ...common } = line;
  const second = quantityText(line.quantity2, line.unit2, line.currency, words);
  const values: Readonly<Record<string, unknown>> = common;
  const money =
    line.value === undefined && line.currency !== undefined && line.unit !== 'amount'
      ? [{ label: words.label('currency'), value: line.currency }]
      : [];
  return [
    ...headings[line.heading].fields
      .filter(({ name }) => details[name] !== undefined)
      .map(field => ({
        label: words.label(field.name, line.heading),
        value: words.value(field, details[field.name] ?? '', line.heading),
      })),
    ...(second === '' ? [] : [{ label: words.label('quantity2'), value: second }]),
    ...lineFields
      .filter(({ name }) => !inTable.has(name) && values[name] !== undefined)
      .map(field => ({ label: words.label(field.name), value: words.value(field, values[field.name] as string) })),
    ...money,
  ];
}
