import { narrowed, narrowedTo } from '../../cells/drill.ts';
import type { PeriodCriteria } from '../../question/question.ts';
import type { AnalysisContext } from '../../context.ts';
import { productList, queryString, readCriteria, type Criteria, type HeadingCode } from '../../../seizures/index.ts';
import type { CaseLinks } from '../drawn/figure.ts';
import type { PrintedSection } from '../figures/figures.ts';
import type { ReportRow } from '../store-reports.ts';
import { periodOf } from '../work/begin.ts';

type Context = Pick<AnalysisContext, 'lists' | 'offices'>;

/** More products than this are asked for by no address. */
const mostProducts = 60;
const prohibitions = 'OTH';

/** Where the numbers of a report lead: the records of its period and region as they are now. */
export function caseLinks({ lists, offices }: Context, report: Pick<ReportRow, 'from' | 'to' | 'area'>): CaseLinks {
  const { from, to, countries } = periodOf(report, offices);
  const period: PeriodCriteria = { ...readCriteria({}, lists, offices), from, to, country: countries };
  const address = (...more: readonly (Partial<Criteria> | undefined)[]): string | undefined => {
    const found = narrowed(period, more, lists);
    return found && `/seizures?${queryString({ ...found, view: 'table', rows: 25 })}`;
  };
  const sectionOf = (section: PrintedSection) => goodsOfSection(section, lists);
  return {
    section: section => address(sectionOf(section)),
    goods: code => address(goodsOf(code, { lists, offices })),
    value: (section, name, value) =>
      value === 'others'
        ? undefined
        : address(sectionOf(section), value === null ? undefined : narrowedTo(name, [value], { lists, offices })),
    trends(section) {
      const asked = sectionOf(section);
      if (!asked) return undefined;
      const { country: _country, ...question } = { ...period, ...asked };
      const area = report.area === null ? {} : { area: report.area };
      return `/analysis/trends?${queryString({ ...question, country: [], view: 'table', rows: 25 }, area)}`;
    },
  };
}

/** A heading, a product of other prohibitions, or a group. */
function goodsOf(code: string, context: Context): Partial<Criteria> | undefined {
  if (code === 'others') return undefined;
  if (code.startsWith(`${prohibitions}-`)) return { heading: [prohibitions], product: [code] };
  if (code.includes(':') || code.includes('/')) return narrowedTo('group', [code], context);
  return { heading: [code] };
}

/** A search for goods of the section: by heading, by product where a heading is of several sections. */
function goodsOfSection({ headings }: PrintedSection, lists: Context['lists']): Partial<Criteria> | undefined {
  const codes = headings.map(({ code }) => code);
  const products = codes.filter(code => code.startsWith(`${prohibitions}-`));
  const whole = codes.filter(code => !products.includes(code));
  if (codes.length === 0) return undefined;
  if (products.length === 0) return { heading: whole };
  const ofHeadings = whole.flatMap(code => lists.all(productList(code as HeadingCode)).map(one => one.code));
  const all = [...ofHeadings, ...products];
  return all.length > mostProducts ? undefined : { heading: [...whole, prohibitions], product: all };
}
