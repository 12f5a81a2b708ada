import { langs, type Lang } from '../../access/index.ts';
import {
  columnsFor,
  headingCodes,
  headings,
  type Columns,
  type ExportGoods,
  type ExportRecord,
  type HeadingCode,
  type RecordWords as Words,
  type SeizuresContext,
} from '../../seizures/index.ts';
import type { ColumnProposal } from '../engine/columns/column-proposal.ts';
import { formerWords } from './former-words.ts';
import { importFields } from '../engine/columns/import-fields.ts';
import type { RawRow } from '../engine/rows/raw-rows.ts';
import { fold, tidy } from '../engine/words/words.ts';
import type { CellValue } from '../../spreadsheets/write-xlsx.ts';

/** A column of our own export: its name there, and what a row of it holds for a goods line of a record. */
export interface OwnColumn {
  readonly header: string;
  readonly field: string;
  /** Undefined where the column tells nothing of the record itself: its state, its times, what was computed. */
  readonly of: ((record: ExportRecord, goods: ExportGoods) => CellValue) | undefined;
}

/** The header of a file that is our own export, in the language it was made in. */
export interface OwnExport {
  readonly lang: Lang;
  /** By position; undefined for a column somebody added. */
  readonly columns: readonly (OwnColumn | undefined)[];
}

/** Columns of the export that are no part of the record. */
const aside = /^(?:ref|status|version|office|recordedAt|synthetic|lineNo|computed)(?:\.|$)/;

/** Recognises an export of ours by its header: reference and line number, and nine in ten columns by their names. */
export function ownExportOf(
  header: readonly string[],
  words: (lang: Lang) => Words,
  context: Pick<SeizuresContext, 'offices'>,
): OwnExport | undefined {
  if (header.length < 20) return undefined;
  for (const lang of langs) {
    const named = (by: Words) =>
      ownColumns(columnsFor(new Set(headingCodes), by, context.offices)).map(
        column => [tidy(column.header), column] as const,
      );
    const known = new Map([...named(formerWords(words(lang), lang)), ...named(words(lang))]);
    const columns = header.map(name => known.get(tidy(name)));
    const fields = new Set(columns.map(column => column?.field));
    if (
      fields.has('ref') &&
      fields.has('lineNo') &&
      columns.filter(column => column !== undefined).length > header.length * 0.9
    )
      return { lang, columns };
  }
  return undefined;
}

function ownColumns({ record, line, own }: Columns): OwnColumn[] {
  const stated = (field: string, of: OwnColumn['of']): OwnColumn['of'] => (aside.test(field) ? undefined : of);
  return [
    ...record.map(({ header, field, of }) => ({ header, field, of: stated(field, one => of(one)) })),
    ...line.map(({ header, field, of }) => ({ header, field, of: stated(field, (_one, goods) => of(goods)) })),
    ...own.flatMap(({ heading, columns }) =>
      columns.map(({ header, field, of }) => ({
        header,
        field,
        of: (_one: ExportRecord, goods: ExportGoods) => (goods.line.heading === heading ? of(goods.line) : null),
      })),
    ),
  ];
}

/** What each column is, surely: codes before names, one column for each field of each heading. */
export function ownProposals(own: OwnExport, sample: readonly RawRow[]): ColumnProposal[] {
  const fields = new Set(own.columns.map(column => column?.field));
  return own.columns.map((known, column) => {
    const field = known && !fields.has(`${known.field}.code`) ? importFieldOf(known.field) : undefined;
    const examples = [...new Set(sample.map(({ cells }) => tidy(cells[column] ?? '').slice(0, 80)))]
      .filter(text => text !== '')
      .slice(0, 3);
    const base = {
      column,
      header: known?.header ?? '',
      score: 1,
      options: [],
      examples,
      why: { key: 'own_export' as const, values: {} },
    };
    return field === undefined ? { ...base, state: 'unused' as const } : { ...base, field, state: 'auto' as const };
  });
}

/** Choices stand in a template of ours in words of either language: each column's options by their folded words. */
export function taggedChoices(
  mapping: readonly (string | null)[],
  words: (lang: Lang) => Words,
): Readonly<Record<number, Readonly<Record<string, string>>>> {
  return Object.fromEntries(
    mapping.flatMap((field, at) => {
      // What has a list of words of its own is read by that.
      if (field === null || importFields.get(field)?.kind !== undefined) return [];
      const detail = field.startsWith('details.') ? field.slice(8) : undefined;
      const names =
        detail === undefined
          ? [field]
          : headingCodes
              .filter(code => headings[code].fields.some(({ name }) => name === detail))
              .map(code => `${code}.${detail}`);
      const options = langs.flatMap(lang => names.flatMap(name => optionsOf(name, words(lang))));
      return options.length === 0 ? [] : [[at, Object.fromEntries(options)] as const];
    }),
  );
}

function importFieldOf(name: string): string | undefined {
  const plain = name.replace(/\.code$/, '');
  const [heading, detail] = plain.split('.');
  const field = detail !== undefined && heading !== undefined && heading in headings ? `details.${detail}` : plain;
  return aside.test(name) ? undefined : importFields.has(field) ? field : undefined;
}

/** Choices stand in the export in words: for each column of one, its options by their folded words. */
export function ownChoices(
  own: OwnExport,
  mapping: readonly (string | null)[],
  words: Words,
): Readonly<Record<number, Readonly<Record<string, string>>>> {
  return Object.fromEntries(
    own.columns.flatMap((column, at) => {
      const options = column && mapping[at] !== null ? optionsOf(column.field, words) : [];
      return options.length === 0 ? [] : [[at, Object.fromEntries(options)] as const];
    }),
  );
}

function optionsOf(name: string, words: Words): (readonly [string, string])[] {
  const [code, detail] = name.split('.');
  const heading = detail !== undefined && code !== undefined && code in headings ? (code as HeadingCode) : undefined;
  const declared = heading ? headings[heading].fields.find(field => field.name === detail) : undefined;
  const options = declared
    ? declared.type === 'choice'
      ? declared.options
      : []
    : (importFields.get(name)?.options ?? []);
  const all = [formerWords(words, words.lang), words];
  return all.flatMap(by =>
    options.map(option => [fold(by.option(declared?.name ?? name, option, heading)), option] as const),
  );
}
