import type { CellValue } from '../../spreadsheets/write-xlsx.ts';
import type { Offices } from '../../reference/index.ts';
import type { ComputedLine } from '../record/search-columns.ts';
import type { ExportRecord } from './search-export.ts';
import { allCommonFields } from '../fields.ts';
import { headingList } from '../headings/index.ts';
import type { Field, FieldValue, GoodsLine, HeadingCode } from '../goods/heading.ts';
import { lineFields } from '../goods/line-fields.ts';
import type { PersonCount } from '../seizure.ts';
import type { Words } from '../record/pages/presenter-words.ts';

/**
 * A column of an export. `field` is its name in the record, the same in every language: "country", "country.code",
 * "DRUG.purity".
 */
export interface Column<S> {
  readonly header: string;
  readonly field: string;
  readonly kind: 'text' | 'number' | 'date' | 'time';
  of(source: S): CellValue;
}

/** A goods line with what was computed for it. */
export interface ExportGoods {
  readonly line: GoodsLine;
  readonly number: number;
  readonly computed: ComputedLine | undefined;
}

/**
 * Columns in three parts: those of the record, repeated on each of its rows; of the goods line; and of each heading's
 * own fields.
 */
export interface Columns {
  readonly record: readonly Column<ExportRecord>[];
  readonly line: readonly Column<ExportGoods>[];
  readonly own: readonly { readonly heading: HeadingCode; readonly columns: readonly Column<GoodsLine>[] }[];
}

export function columnsFor(headings: ReadonlySet<HeadingCode>, words: Words, offices: Offices): Columns {
  return {
    record: [
      ...systemColumns(words, offices),
      ...allCommonFields.flatMap(field => factColumns(field, words)),
      ...personColumns(words),
    ],
    line: [lineNumber(words), ...lineFields.flatMap(field => lineColumns(field, words)), ...computedColumns(words)],
    own: headingList
      .filter(({ code }) => headings.has(code))
      .map(({ code, fields }) => ({ heading: code, columns: fields.flatMap(field => ownColumns(field, code, words)) })),
  };
}

export function allColumns(
  columns: Columns,
): { readonly header: string; readonly field: string; readonly kind: Column<unknown>['kind'] }[] {
  return [...columns.record, ...columns.line, ...columns.own.flatMap(own => own.columns)];
}

function text<S>(
  field: string,
  header: string,
  of: (source: S) => CellValue,
  kind: Column<S>['kind'] = 'text',
): Column<S> {
  return { field, header, kind, of };
}

function systemColumns({ t, lang }: Words, offices: Offices): Column<ExportRecord>[] {
  const header = (key: string): string => t(`search:file.${key}`);
  const coded = (key: string): string => t('search:file.code', { label: header(key) });
  const statusName = kept((code: string) => t(`common:status.${code}`));
  const [yes, no] = [t('common:yes'), t('common:no')];
  return [
    text('ref', header('ref'), ({ ref }) => ref),
    text('status', header('status'), one => statusName(one.status)),
    text('status.code', coded('status'), one => one.status),
    text('version', header('version'), ({ version }) => version, 'number'),
    text('office', header('officeColumn'), ({ office }) => offices.name(offices.byId(office)?.code ?? '', lang)),
    text('office.code', coded('officeColumn'), ({ office }) => offices.byId(office)?.code ?? null),
    text('recordedAt', header('recordedAt'), ({ recordedAt }) => recordedAt, 'time'),
    text('synthetic', header('synthetic'), ({ synthetic }) => (synthetic ? yes : no)),
  ];
}

function factColumns(field: Field, words: Words): Column<ExportRecord>[] {
  return columnsOf(
    field,
    words.label(field.name),
    field.name,
    words,
    undefined,
    ({ record }) => record.facts[field.name],
  );
}

function lineColumns(field: Field, words: Words): Column<ExportGoods>[] {
  const name = field.name as keyof GoodsLine;
  const header = words.label(field.name);
  if (field.name !== 'product')
    return columnsOf(field, header, field.name, words, undefined, ({ line }) => line[name] as FieldValue | undefined);
  return [
    text('product', header, ({ line }) => words.product(line.heading, line.product)),
    text('product.code', words.t('search:file.code', { label: header }), ({ line }) => line.product),
  ];
}

function ownColumns(field: Field, heading: HeadingCode, words: Words): Column<GoodsLine>[] {
  const header = `${words.heading(heading)}${words.t('common:colon')} ${words.label(field.name, heading)}`;
  return columnsOf(field, header, `${heading}.${field.name}`, words, heading, line => line.details[field.name]);
}

/** One column; of a code two, its name and the code itself. */
function columnsOf<S>(
  field: Field,
  header: string,
  name: string,
  words: Words,
  heading: HeadingCode | undefined,
  valueOf: (source: S) => FieldValue | undefined,
): Column<S>[] {
  const kind =
    field.type === 'integer' || field.type === 'decimal' ? 'number' : field.type === 'date' ? 'date' : 'text';
  const say = sayer(field, words, heading);
  const named: Column<S> = { field: name, header, kind, of: source => cellOf(valueOf(source), say) };
  if (field.type !== 'code') return [named];
  return [
    named,
    {
      field: `${name}.code`,
      header: words.t('search:file.code', { label: header }),
      kind,
      of: source => cellOf(valueOf(source), String),
    },
  ];
}

/**
 * A value in words. The same few come back in row after row, so each is looked up once; free text is passed through.
 */
function sayer(field: Field, words: Words, heading: HeadingCode | undefined): (value: string | boolean) => string {
  if (field.type !== 'choice' && field.type !== 'code' && field.type !== 'yesno') return String;
  return kept((value: string | boolean) => {
    if (typeof value === 'boolean') return words.t(value ? 'common:yes' : 'common:no');
    if (field.type === 'choice') return words.option(field.name, value, heading);
    if (field.type !== 'code') return value;
    return words.code(field.list, field.list === 'hs' ? value.slice(0, 6) : value);
  });
}

function kept<K, V>(make: (key: K) => V): (key: K) => V {
  const values = new Map<K, V>();
  return key => {
    const known = values.get(key);
    if (known !== undefined) return known;
    const made = make(key);
    values.set(key, made);
    return made;
  };
}

function cellOf(value: FieldValue | undefined, say: (one: string | boolean) => string): CellValue {
  if (value === undefined || typeof value === 'number') return value ?? null;
  return typeof value === 'object' ? value.map(say).join('; ') : say(value);
}

function personColumns(words: Words): Column<ExportRecord>[] {
  const header = (key: string): string => words.t(`search:file.${key}`);
  const [role, sex, ageBand] = ['role', 'sex', 'ageBand'].map(name =>
    kept((value: string) => words.option(name, value)),
  );
  const arrested = words.label('arrested');
  const personText = (one: PersonCount): string => {
    const parts = [
      role?.(one.role),
      one.nationality,
      one.sex && sex?.(one.sex),
      one.ageBand && ageBand?.(one.ageBand),
      one.arrested ? arrested : undefined,
    ];
    return `${one.count} ${parts.filter(Boolean).join(', ')}`;
  };
  const sum = (persons: readonly PersonCount[]): CellValue =>
    persons.length === 0 ? null : persons.reduce((all, { count }) => all + count, 0);
  return [
    text('persons', header('persons'), ({ record }) => sum(record.persons), 'number'),
    text(
      'arrested',
      header('arrested'),
      ({ record }) => sum(record.persons.filter(one => one.arrested === true)),
      'number',
    ),
    text('personDetail', header('personDetail'), ({ record }) => record.persons.map(personText).join('; ') || null),
  ];
}

function lineNumber({ t }: Words): Column<ExportGoods> {
  return text('lineNo', t('search:file.lineNo'), ({ number }) => number, 'number');
}

const computedNames = [
  'baseQuantity',
  'baseUnit',
  'kgEquivalent',
  'factorVersion',
  'usd',
  'odpTonnes',
  'co2eTonnes',
  'pureAlcoholLitres',
  'citesAppendix',
] as const;
const computedTexts: ReadonlySet<string> = new Set(['baseUnit', 'factorVersion', 'citesAppendix']);

function computedColumns({ t }: Words): Column<ExportGoods>[] {
  return computedNames.map(name =>
    text(
      `computed.${name}`,
      t(`search:file.${name}`),
      ({ computed }) => computed?.[name] ?? null,
      computedTexts.has(name) ? 'text' : 'number',
    ),
  );
}
