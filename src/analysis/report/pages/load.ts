import type { Request, Response } from 'express';
import { viewerOf, type Viewer } from '../../../access/index.ts';
import { NotFound } from '../../../errors.ts';
import type { Language } from '../../../i18n/index.ts';
import type { AnalysisContext } from '../../context.ts';
import { wordsIn, type Words } from '../../../reference/index.ts';
import { namesFor } from '../../../seizures/index.ts';
import { caseLinks } from './case-links.ts';
import { drawingFor, titleOf } from '../drawn/naming.ts';
import type { Drawing } from '../drawn/figure.ts';
import { numbersOf, type SectionNumber } from '../numbers.ts';
import { mayEdit } from '../permissions.ts';
import { sectionKeys, type SectionKey } from '../sections.ts';
import { listCases, type CaseStudy } from '../store-cases.ts';
import { findRecall, type RecallRow } from '../store-recalls.ts';
import { findReport, listSections, type ReportRow, type SectionRow } from '../store-reports.ts';

/** A report with all that its pages say. */
export interface Loaded {
  readonly viewer: Viewer;
  readonly report: ReportRow;
  readonly title: string;
  readonly sections: readonly SectionRow[];
  readonly cases: readonly CaseStudy[];
  /** The newest recall of an edition. */
  readonly recall: RecallRow | undefined;
  readonly drawing: Drawing;
  readonly words: Words;
  /** Numbers that the text of a section may name. */
  numbers(key: SectionKey): SectionNumber[];
}

/** The report of the address, or of a slug: a published one for every reader, any for its editors. Throws NotFound. */
export async function load(
  context: AnalysisContext,
  req: Request,
  res: Response,
  slug = String(req.params.slug),
): Promise<Loaded> {
  const viewer = viewerOf(req);
  const report = await findReport(context.pool, slug);
  if (!report || (report.state !== 'published' && !mayEdit(viewer))) throw new NotFound('no such report');
  const loaded = await assemble(context, report, res.locals.lang as Language);
  return { viewer, ...loaded, drawing: { ...loaded.drawing, cases: caseLinks(context, report) } };
}

/** A report with all that is said of it in a language. */
export async function assemble(
  context: Pick<AnalysisContext, 'pool' | 'lists' | 'offices' | 'texts'>,
  report: ReportRow,
  lang: Language,
): Promise<Omit<Loaded, 'viewer'>> {
  const [sections, cases, recall] = await Promise.all([
    listSections(context.pool, report.id),
    listCases(context.pool, report.id),
    findRecall(context.pool, report.id),
  ]);
  const drawing = drawingFor(context, report, lang);
  const english = namesFor(context)('en');
  return {
    ...{ report, sections, cases, recall, drawing },
    title: titleOf(context, report, lang),
    words: wordsIn(lang, context),
    numbers(key) {
      const printed = report.printed?.sections.find(({ code }) => code === key);
      return printed ? numbersOf(printed, drawing, english) : [];
    },
  };
}

/** The section of the address. Throws NotFound. */
export function sectionIn(req: Request, { sections }: Pick<Loaded, 'sections'>): SectionRow {
  const key = keyIn(req);
  const found = sections.find(one => one.key === key);
  if (!found) throw new NotFound('no such section');
  return found;
}

export function keyIn(req: Request): SectionKey {
  const key = sectionKeys.find(one => one === req.params.section);
  if (!key) throw new NotFound('no such section');
  return key;
}

export const base = '/analysis/report';
export const reportHref = ({ slug }: Pick<ReportRow, 'slug'>): string => `${base}/${slug}`;
export const deskHref = (report: Pick<ReportRow, 'slug'>, key?: SectionKey): string =>
  `${reportHref(report)}/desk${key ? `/${key}` : ''}`;
