import { setTimeout as sleep } from 'node:timers/promises';
import type { Viewer } from '../../src/access/index.ts';
import type { AnalysisContext } from '../../src/analysis/context.ts';
import { noteSending } from '../../src/analysis/obligations/note-sending.ts';
import { openReports } from '../../src/analysis/obligations/read.ts';
import { takeFile } from '../../src/analysis/obligations/take.ts';
import { numbersOf, unknownKeys } from '../../src/analysis/report/numbers.ts';
import { findReport, listSections, type ReportRow, type SectionRow } from '../../src/analysis/report/store-reports.ts';
import { beginReport } from '../../src/analysis/report/work/begin.ts';
import { askForPdf } from '../../src/analysis/report/work/make-pdf.ts';
import { acceptSection, moveSection, publishReport } from '../../src/analysis/report/work/review.ts';
import { writeText } from '../../src/analysis/report/work/write.ts';
import { queryRow, sql } from '../../src/db/sql.ts';
import { wordsIn } from '../../src/reference/index.ts';
import { namesFor } from '../../src/seizures/index.ts';
import { today } from '../../src/text/plain-date.ts';
import { languages } from '../../src/i18n/index.ts';
import { reportTexts, type Paragraph } from './report-texts.ts';
import { viewerNamed } from './viewer-named.ts';

const queue = 'report-samples';
/** Seconds after which the figures of a report are not waited for any longer. */
const patience = 300;

/** For evaluation: last year's report is written, read by a second person and published; one obligation is sent. */
export async function startSampleReport(context: AnalysisContext): Promise<void> {
  await context.jobs.work<object>(queue, async (_task, signal) => {
    const year = Number(today().slice(0, 4)) - 1;
    await publishYear(context, year, signal);
    await sendReturn(context, year);
  });
  await context.jobs.send(queue, {}, queue);
}

async function publishYear(context: AnalysisContext, year: number, signal: AbortSignal): Promise<void> {
  const [writer, reader, publisher] = await Promise.all(
    ['rilo.esa', 'rilo.ap', 'wco.admin'].map(login => viewerNamed(context.jobPool, login)),
  );
  if (!writer || !reader || !publisher) return;
  const slug = String(year);
  if ((await findReport(context.jobPool, slug)) === undefined)
    await beginReport(context, writer, { from: `${year}-01-01`, to: `${year}-12-31`, area: null });
  const report = await frozen(context, slug, signal);
  if (report?.state !== 'open' || report.isRecalled) return;
  for (const section of await listSections(context.jobPool, report.id))
    if (section.draft === 0) await writeSection(context, { writer, reader }, report, section);
  await publishReport(context, publisher, slug);
  for (const lang of languages) await askForPdf(context, publisher, slug, lang);
}

/** The report once a worker has counted its figures. */
async function frozen({ jobPool }: AnalysisContext, slug: string, signal: AbortSignal): Promise<ReportRow | undefined> {
  for (let second = 0; second < patience; second += 1) {
    const report = await findReport(jobPool, slug);
    if (report?.printed) return report;
    await sleep(1000, undefined, { signal });
  }
  return undefined;
}

async function writeSection(
  context: AnalysisContext,
  { writer, reader }: { readonly writer: Viewer; readonly reader: Viewer },
  report: ReportRow,
  { key }: SectionRow,
): Promise<void> {
  const printed = report.printed?.sections.find(({ code }) => code === key);
  if (!printed || printed.cases.now === 0) return;
  const english = namesFor(context)('en');
  const numbers = numbersOf(printed, { names: english, offices: context.offices }, english);
  const { title, paragraphs } = reportTexts[key];
  const isSaid = ({ en, fr }: Paragraph): boolean => unknownKeys(`${en} ${fr}`, numbers).length === 0;
  const text = (lang: 'en' | 'fr'): string =>
    paragraphs
      .filter(isSaid)
      .map(said => said[lang])
      .join('\n\n');
  const at = { slug: report.slug, key };
  const said = { titleEn: title.en, textEn: text('en'), titleFr: title.fr, textFr: text('fr'), isFrenchDone: true };
  await writeText(context, writer, { ...at, from: 0 }, said);
  await moveSection(context, writer, at, 'review');
  await acceptSection(context, reader, at);
}

/** The contact point of Kenya takes the file of its CITES report and notes that it was sent. */
async function sendReturn(context: AnalysisContext, year: number): Promise<void> {
  const viewer = await viewerNamed(context.jobPool, 'ke.ncp');
  const office = viewer && context.offices.byId(viewer.office.id);
  const sent = await queryRow(context.jobPool, sql`select from obligation_files limit 1`);
  if (!viewer || !office?.country || sent) return;
  const owner = { ...office, country: office.country };
  const wanted = { owner, report: 'cites', year } as const;
  const made = await openReports(context).made(viewer, wanted);
  const words = wordsIn('en', context);
  const fileId = await takeFile(context, viewer, { wanted, made, onlyUnsent: false }, words);
  const receiver = words.t('obligations:report.cites.receiver');
  await noteSending(context, viewer, wanted, { fileId, sentOn: today(), sentTo: receiver, note: '' });
}
