import type { Request, Response } from 'express';
import { viewerOf } from '../../../access/index.ts';
import { BadRequest, Forbidden, type FieldProblem } from '../../../errors.ts';
import { choice, freeText, malformed, readForm, readQuery, version } from '../../../fields/index.ts';
import { answerForm, ChangedMeanwhile, Refused, showForm, visibleProblems } from '../../../forms/index.ts';
import { addYears, today } from '../../../text/plain-date.ts';
import { uuidParam } from '../../../web/uuid-param.ts';
import { wordsOf, type AnalysisContext } from '../../context.ts';
import { unknownKeys } from '../numbers.ts';
import { mayFreeze, mayWrite } from '../permissions.ts';
import { sections } from '../sections.ts';
import type { CountKind } from '../store-counts.ts';
import type { SectionRow } from '../store-reports.ts';
import { languages } from '../../../i18n/index.ts';
import { askForCount } from '../work/ask-count.ts';
import { askForPdf } from '../work/make-pdf.ts';
import { beginReport } from '../work/begin.ts';
import { acceptSection, moveSection, publishReport, reopenSection } from '../work/review.ts';
import { chooseCase, dropCase, settleNote, writeNote, writeText } from '../work/write.ts';
import { beginFields, beginForm, caseFields, caseForm, textFields, textForm } from './forms.ts';
import { deskHref, keyIn, load, reportHref, sectionIn, type Loaded } from './load.ts';
import { goOn, noteField, orRefused, readAct, reasonIn, requireSent, showDesk } from './show-desk.ts';

// The editors' desk of a report: each act leads back to the section.

/** A report is of so many years at most. */
const mostYears = 1;

export async function askBegin(context: AnalysisContext, req: Request, res: Response): Promise<void> {
  readQuery(req.query, {});
  const year = Number(today().slice(0, 4)) - 1;
  const typed = { from: `${year}-01-01`, to: `${year}-12-31`, area: '' };
  const words = wordsOf(context, res);
  showForm(res, words, beginForm(context.offices, typed, words));
}

export async function begin(context: AnalysisContext, req: Request, res: Response): Promise<void> {
  const words = wordsOf(context, res);
  const reading = readForm(req.body, beginFields(context.offices));
  await answerForm(res, words, beginForm(context.offices, reading.typed, words), reading, async values => {
    const { from, to, area } = values;
    if (from > to) throw new Refused({ path: 'from', key: 'search:datesReversed' });
    if (to >= addYears(from, mostYears)) throw new Refused({ path: 'to', key: 'report:problem.tooLong' });
    const slug = await beginReport(context, viewerOf(req), { from, to, area: area ? String(area) : null });
    return deskHref({ slug });
  });
}

export async function desk(context: AnalysisContext, req: Request, res: Response): Promise<void> {
  const { draft } = readQuery(req.query, { draft: freeText });
  const loaded = await load(context, req, res);
  const key = req.params.section === undefined ? sections[0].key : keyIn(req);
  await showDesk(context, res, loaded, { key, draft: draft === '' ? undefined : draftIn(draft) });
}

function draftIn(typed: string): number {
  if (!/^\d{1,6}$/.test(typed)) throw new BadRequest([malformed('draft', typed)]);
  return Number(typed);
}

/** The section of the address where the viewer may write at it. */
async function writing(context: AnalysisContext, req: Request, res: Response) {
  const loaded = await load(context, req, res);
  const section = sectionIn(req, loaded);
  if (!mayWrite(loaded.viewer, loaded.report, section)) throw new Forbidden('the section is closed');
  return { loaded, section, at: { slug: loaded.report.slug, key: section.key } };
}

export async function askText(context: AnalysisContext, req: Request, res: Response): Promise<void> {
  readQuery(req.query, {});
  const { loaded, section } = await writing(context, req, res);
  const { titleEn, textEn, titleFr, textFr } = section;
  const page = textForm(loaded, section, { titleEn, textEn, titleFr, textFr }, String(section.draft));
  showForm(res, loaded.words, page);
}

export async function saveText(context: AnalysisContext, req: Request, res: Response): Promise<void> {
  const { loaded, section, at } = await writing(context, req, res);
  const reading = readForm(req.body, { from: version, ...textFields });
  const page = textForm(loaded, section, reading.typed, String(reading.typed.from ?? ''));
  const problems = [
    ...visibleProblems(reading.problems, ['from']),
    ...keyProblems(loaded, section, reading.typed),
    ...(await letterProblems(reading.typed)),
  ];
  const seen = { ...reading, problems, values: problems.length > 0 ? undefined : reading.values } as typeof reading;
  await answerForm(res, loaded.words, page, seen, async ({ from, french, ...said }) => {
    try {
      await writeText(context, viewerOf(req), { ...at, from }, { ...said, isFrenchDone: french === 'yes' });
    } catch (error) {
      if (!(error instanceof ChangedMeanwhile)) throw error;
      throw new Refused({ path: 'textEn', key: 'report:problem.meanwhile' });
    }
    return deskHref(loaded.report, at.key);
  });
}

const texts = ['titleEn', 'textEn', 'titleFr', 'textFr'];

/** Letters that the report has none of on paper, at their field: a reader would find question marks. */
async function letterProblems(typed: Readonly<Record<string, unknown>>): Promise<FieldProblem[]> {
  const { unprintable } = await import('../pdf/type.ts');
  return texts.flatMap(path => {
    const letters = unprintable(String(typed[path] ?? ''));
    const values = { letters: letters.slice(0, 8).join(' ') };
    return letters.length === 0 ? [] : [{ path, key: 'report:problem.letters', values }];
  });
}

/** Braces that name no number, at their field. */
function keyProblems(loaded: Loaded, section: SectionRow, typed: Readonly<Record<string, unknown>>): FieldProblem[] {
  const numbers = loaded.numbers(section.key);
  return texts.flatMap(path => {
    const unknown = unknownKeys(String(typed[path] ?? ''), numbers);
    const keys = unknown.map(key => `{${key}}`).join(', ');
    return unknown.length === 0 ? [] : [{ path, key: 'report:problem.unknownNumber', values: { keys } }];
  });
}

export async function addNote(context: AnalysisContext, req: Request, res: Response): Promise<void> {
  const { loaded, at } = await writing(context, req, res);
  const { values, problems, note } = readAct(req, { text: noteField });
  if (!values) return showDesk(context, res, loaded, { key: at.key, refused: { problems, note } });
  await writeNote(context, viewerOf(req), at, values.text);
  res.redirect(303, deskHref(loaded.report, at.key));
}

export async function closeNote(context: AnalysisContext, req: Request, res: Response): Promise<void> {
  const { at } = await writing(context, req, res);
  const { note } = readAct(req, {});
  await settleNote(context, viewerOf(req), at, uuidParam(req, 'note'));
  await goOn(context, req, res, { ...at, note });
}

export async function askCase(context: AnalysisContext, req: Request, res: Response): Promise<void> {
  readQuery(req.query, {});
  const { loaded, section } = await writing(context, req, res);
  showForm(res, loaded.words, caseForm(loaded, section, {}));
}

export async function addCase(context: AnalysisContext, req: Request, res: Response): Promise<void> {
  const { loaded, section, at } = await writing(context, req, res);
  const reading = readForm(req.body, caseFields);
  const problems = [...reading.problems, ...(await letterProblems(reading.typed))];
  const seen = { ...reading, problems, values: problems.length > 0 ? undefined : reading.values } as typeof reading;
  await answerForm(res, loaded.words, caseForm(loaded, section, reading.typed), seen, async values => {
    await chooseCase(context, viewerOf(req), at, values);
    return deskHref(loaded.report, at.key);
  });
}

export async function removeCase(context: AnalysisContext, req: Request, res: Response): Promise<void> {
  const { at } = await writing(context, req, res);
  const { note } = readAct(req, {});
  await dropCase(context, viewerOf(req), at, uuidParam(req, 'case'));
  await goOn(context, req, res, { ...at, note });
}

const moves = { to: choice(['review', 'draft', 'accepted', 'reopened']) };

export async function move(context: AnalysisContext, req: Request, res: Response): Promise<void> {
  const loaded = await load(context, req, res);
  const { values, problems, note } = readAct(req, moves);
  if (!values) throw new BadRequest(problems);
  const at = { slug: loaded.report.slug, key: keyIn(req) };
  await orRefused(context, res, { loaded, key: at.key, note }, async () => {
    if (values.to === 'accepted') {
      requireSent(note);
      await acceptSection(context, loaded.viewer, at);
    } else if (values.to === 'reopened') {
      await reopenSection(context, loaded.viewer, at, reasonIn(note));
      return res.redirect(303, deskHref(loaded.report, at.key));
    } else await moveSection(context, loaded.viewer, at, values.to);
    await goOn(context, req, res, { ...at, note });
  });
}

export async function publish(context: AnalysisContext, req: Request, res: Response): Promise<void> {
  const loaded = await load(context, req, res);
  const { note, section } = readAct(req, {});
  await orRefused(context, res, { loaded, key: section ?? sections[0].key, note }, async () => {
    requireSent(note);
    await publishReport(context, loaded.viewer, loaded.report.slug);
    // Files of a draft say so and are for editors: readers are given those of what is published.
    for (const lang of languages) await askForPdf(context, loaded.viewer, loaded.report.slug, lang);
    res.redirect(303, reportHref(loaded.report));
  });
}

export async function freeze(context: AnalysisContext, req: Request, res: Response): Promise<void> {
  await askCount(context, req, res, 'freeze');
}

export async function compare(context: AnalysisContext, req: Request, res: Response): Promise<void> {
  await askCount(context, req, res, 'compare');
}

async function askCount(context: AnalysisContext, req: Request, res: Response, kind: CountKind): Promise<void> {
  const loaded = await load(context, req, res);
  const { report, viewer } = loaded;
  const { values, problems, note, section } = readAct(req, { version });
  if (!values) throw new BadRequest(problems);
  const key = section ?? sections[0].key;
  const isCorrection = kind === 'freeze' && report.frozenAt !== null && mayFreeze(viewer, report);
  await orRefused(context, res, { loaded, key, note }, async () => {
    const why = isCorrection ? { key, reason: reasonIn(note) } : undefined;
    await askForCount(context, viewer, { slug: report.slug, kind, version: values.version, why });
    await goOn(context, req, res, { slug: report.slug, key: section, note: why ? '' : note });
  });
}
