import type { FigureShown, NumbersTable } from '../../../web/charts/index.ts';
import { caseCoverage } from '../../coverage/presenter-coverage.ts';
import { countCell } from '../drawn/figure.ts';
import { quantitiesCell } from '../drawn/goods.ts';
import { membersTable, regionsTable } from '../drawn/method.ts';
import type { SectionKey } from '../sections.ts';
import { reportHref, type Loaded } from './load.ts';

/** A figure that is its table. */
type TableShown = FigureShown & { readonly table: NumbersTable };

/** Forms of a table that has no drawing. */
const kinds = ['csv', 'xlsx'] as const;

function tableShown(id: string, table: NumbersTable, path: string): TableShown {
  const files = kinds.map(kind => ({ label: kind.toUpperCase(), href: `${path}/figures/${id}.${kind}` }));
  return { id, title: table.caption, table, files };
}

/** Tables of the front page: the six sections, and who reported. */
export function frontTables(loaded: Loaded) {
  const { report, drawing } = loaded;
  const path = reportHref(report);
  return {
    sections: tableShown('sections', sectionsTable(loaded), path),
    regions: tableShown('regions', regionsTable(report, drawing), path),
  };
}

/** Members of a section with their cases; undefined where they are not told. */
export function membersShown({ report, drawing }: Loaded, key: SectionKey): TableShown | undefined {
  const printed = report.printed?.sections.find(({ code }) => code === key);
  const table = printed && membersTable(printed, drawing);
  return table && tableShown(`${key}-members`, table, `${reportHref(report)}/${key}`);
}

/** Who reported, how late and how completely, in the whole report. */
export function reportCoverage({ report, drawing, words }: Loaded) {
  const coverage = report.printed?.coverage;
  return coverage && { ...caseCoverage(coverage, drawing.names), title: words.t('report:paper.coverageReport') };
}

function sectionsTable({ report, drawing, words, title }: Loaded): NumbersTable {
  const { names } = drawing;
  const { printed } = report;
  return {
    caption: title,
    head: ['section', 'cases', 'seizures', 'quantity'].map(key => words.t(`report:column.${key}`)),
    rows: [
      ...(printed?.sections ?? []).map(({ code, cases, lines, quantities }) => [
        words.t(`report:part.${code}.name`),
        countCell(cases.now, names),
        countCell(lines.now, names),
        quantitiesCell(quantities, drawing),
      ]),
      [
        words.t('report:column.all'),
        countCell(printed?.cases.now, names),
        countCell(printed?.lines.now, names),
        words.t('report:notAdded'),
      ],
    ],
  };
}
