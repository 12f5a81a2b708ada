import { buffer } from 'node:stream/consumers';
import { tableXml, writeXlsx, type CellValue, type WrittenSheet } from '../../spreadsheets/write-xlsx.ts';
import type { Words } from '../../reference/index.ts';
import type { Wanted } from './wanted.ts';
import { isReady, leftReasons, recordsOf, type Made, type Row } from './sheets/make.ts';

/** What the second sheet says of the first. */
interface About {
  readonly wanted: Wanted;
  readonly made: Made;
  /** Lines of the file. */
  readonly rows: readonly Row[];
  readonly onlyUnsent: boolean;
  readonly login: string;
  /** ISO time in UTC. */
  readonly at: string;
}

/**
 * A report as an Excel workbook: the receiver's own columns, and a sheet that says in the language of the page what is
 * in it, what is not and why, and what was converted.
 */
export function workbookOf(about: About, words: Words): Promise<Buffer> {
  return buffer(writeXlsx([receiversSheet(about), notesSheet(about, words)]));
}

function receiversSheet({ made, rows }: About): WrittenSheet {
  const { columns, name } = made.sheet;
  return {
    name,
    widths: columns.map(({ width }) => width),
    frozen: { rows: 1, columns: 0 },
    filtered: true,
    rows: tableXml([
      { values: columns.map(({ header }) => header), look: 'header' },
      ...rows.map(({ cells }) => ({ values: cells, look: 'date' as const })),
    ]),
  };
}

function notesSheet(about: About, words: Words): WrittenSheet {
  const { t } = words;
  return {
    name: t('obligations:file.notes'),
    widths: [44, 90],
    rows: tableXml(
      [
        [t(`obligations:report.${about.wanted.report}.title`)],
        ...linesAbout(about, words),
        ...leftOut(about, words),
        ...blanks(about, words),
        ...conversions(about, words),
        [t('obligations:file.own')],
      ].map((values, at) => ({ values, look: at === 0 ? ('header' as const) : ('text' as const) })),
    ),
  };
}

function linesAbout({ wanted, rows, login, at, onlyUnsent }: About, words: Words): CellValue[][] {
  const { t } = words;
  return [
    [t('obligations:file.to'), t(`obligations:report.${wanted.report}.to`)],
    [t('obligations:field.member'), words.office(wanted.owner)],
    [t('obligations:field.year'), wanted.year],
    [t('obligations:file.made'), at],
    [t('obligations:file.by'), login],
    [t('obligations:file.lines'), rows.length],
    [t('obligations:file.records'), recordsOf(rows)],
    [t('obligations:file.which'), t(`obligations:file.${onlyUnsent ? 'addition' : 'whole'}`)],
    ...(rows.some(({ synthetic }) => synthetic) ? [[t('obligations:demo.title'), t('obligations:demo.text')]] : []),
  ];
}

function leftOut({ made }: About, { t }: Words): CellValue[][] {
  const waiting = made.rows.filter(row => !isReady(row));
  return [
    ...leftReasons
      .filter(reason => made.left[reason] > 0)
      .map(reason => [t('obligations:file.left', { what: t(`obligations:left.${reason}`) }), made.left[reason]]),
    ...waiting.map(row => [
      t('obligations:file.lacks', { ref: row.key }),
      row.gaps.map(({ key }) => t(`obligations:gap.${key}.what`)).join('; '),
    ]),
  ];
}

function blanks({ made }: About, { t }: Words): CellValue[][] {
  return made.sheet.columns.flatMap(({ header, blank }) =>
    blank ? [[t('obligations:file.blank', { column: header }), t(`obligations:blank.${blank}`)]] : [],
  );
}

function conversions({ rows }: About, { t }: Words): CellValue[][] {
  return rows.flatMap(({ key, conversion }) =>
    conversion === undefined ? [] : [[t('obligations:file.converted', { ref: key }), conversion]],
  );
}
