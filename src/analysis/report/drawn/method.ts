import type { NumbersTable } from '../../../web/charts/index.ts';
import type { Words } from '../../../reference/index.ts';
import { valueName } from '../../cells/presenter-values.ts';
import { noRegion, type PrintedSection } from '../figures/figures.ts';
import type { ReportRow } from '../store-reports.ts';
import { countCell, countText, type Drawing } from './figure.ts';
import { shareCell } from '../../cells/number-cells.ts';

/** What the figures are made of and what they do not say, part by part. */
export interface MethodPart {
  readonly key: string;
  readonly title: string;
  readonly text: readonly string[];
}

const keys = ['case', 'units', 'sections', 'effort', 'hidden', 'again'] as const;

export function methodParts(report: ReportRow, { names }: Drawing, { t, time }: Words): MethodPart[] {
  const said = {
    held: names.count(report.printed?.coverage?.held ?? 0),
    outside: countText(report.printed?.outside.now, names),
    time: report.frozenAt === null ? '–' : time(report.frozenAt),
    address: `/analysis/report/${report.slug}`,
    change: report.lastChange ?? '–',
    sum: report.checksum ?? '–',
  };
  return keys.map(key => ({
    key,
    title: t(`report:method.${key}.title`),
    text: t(`report:method.${key}.text`, said).split('\n'),
  }));
}

/** Who reported, by region. */
export function regionsTable(report: ReportRow, { names, offices }: Drawing): NumbersTable {
  const regions = report.printed?.regions ?? [];
  return {
    caption: names.text('report:method.whoOf', {
      count: report.printed?.members ?? 0,
      members: names.count(report.printed?.members ?? 0),
      asked: names.count(report.printed?.membersAsked ?? 0),
    }),
    head: ['region', 'reported', 'members', 'share'].map(key => names.label(`report:table.${key}`)),
    rows: regions.map(({ code, reported, members }) => [
      code === noRegion ? names.label('report:table.noRegion') : offices.name(code, names.lang),
      countCell(reported, names),
      countCell(members, names),
      shareCell(reported, members, names),
    ]),
  };
}

/** Members with their cases, in the order of their names and never by size; undefined where they are not told. */
export function membersTable(section: PrintedSection, drawing: Drawing): NumbersTable | undefined {
  const { names, period, before, cases: links } = drawing;
  const rows = section.by.country?.map(row => ({ ...row, name: valueName('country', row.value, drawing) }));
  if (!rows || rows.length === 0) return undefined;
  return {
    caption: names.text('report:table.membersOf', { section: names.label(`report:part.${section.code}.name`) }),
    head: [
      names.label('report:table.member'),
      names.text('report:table.casesOf', { period: before }),
      names.text('report:table.casesOf', { period }),
    ],
    rows: rows
      .toSorted((a, b) => a.name.localeCompare(b.name, names.lang))
      .map(({ name, value, cases }) => [
        name,
        countCell(cases.before, names),
        countCell(cases.now, names, links?.value(section, 'country', value)),
      ]),
  };
}
