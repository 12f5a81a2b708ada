import type { Request, Response } from 'express';
import { recordRead } from '../../../audit/index.ts';
import { choice, longtext, readTyped, text, typedOf, type Fields, type FormReading } from '../../../fields/index.ts';
import { Refused } from '../../../forms/index.ts';
import { render } from '../../../web/render.ts';
import type { AnalysisContext } from '../../context.ts';
import { lastChange } from '../figures/search-year.ts';
import { sectionKeys, sections, type SectionKey } from '../sections.ts';
import { findComparison } from '../store-counts.ts';
import { listNotes } from '../store-notes.ts';
import { readDraft, type SectionRow } from '../store-reports.ts';
import { readWorks } from '../work/read-works.ts';
import { deskHref, load, type Loaded } from './load.ts';
import { presentDesk, type DeskRefused } from './presenter-desk.ts';

// The desk is one form: each of its buttons sends the note that is being typed along, so that no act loses it.

export const noteField = longtext({ max: 1000 });

/** What every button of the desk sends. */
const always = { text: noteField, section: choice(sectionKeys, { optional: true }), version: text({ max: 12 }) };

/** The fields of an act of the desk, the note that is half typed, and the section that was open. */
export function readAct<F extends Fields>(
  req: Request,
  own: F,
): FormReading<F> & { readonly note: string; readonly section: SectionKey | undefined } {
  const typed = typedOf(req.body, { ...always, ...own });
  const said: Readonly<Record<string, string | undefined>> = typed;
  const section = sectionKeys.find(one => one === said.section);
  return { ...readTyped(typed as FormReading<F>['typed'], own), note: said.text ?? '', section };
}

/** Throws Refused while a note is half typed: what follows closes the section. */
export function requireSent(note: string): void {
  if (note.trim() !== '') throw new Refused({ path: 'text', key: 'report:problem.noteTyped' });
}

/** Why a correction is made: the note that is typed. Throws Refused where none is. */
export function reasonIn(note: string): string {
  const { values } = readTyped({ text: note }, { text: noteField });
  if (!values) throw new Refused({ path: 'text', key: 'report:problem.sayWhy' });
  return values.text;
}

interface Next {
  readonly slug: string;
  readonly key?: SectionKey | undefined;
  /** Half typed. */
  readonly note: string;
}

/** Leads on after an act of the desk; where a note is half typed, the desk is shown with it. */
export async function goOn(context: AnalysisContext, req: Request, res: Response, next: Next): Promise<void> {
  const { slug, key, note } = next;
  if (note.trim() === '') return res.redirect(303, deskHref({ slug }, key));
  const loaded = await load(context, req, res, slug);
  await showDesk(context, res, loaded, { key: key ?? sections[0].key, refused: { problems: [], note } });
}

/** Does an act of the desk; where it is refused, the desk says why. */
export async function orRefused(
  context: AnalysisContext,
  res: Response,
  { loaded, key, note }: { readonly loaded: Loaded; readonly key: SectionKey; readonly note: string },
  act: () => Promise<void>,
): Promise<void> {
  try {
    await act();
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    await showDesk(context, res, loaded, { key, refused: { problems: [error.problem], note } });
  }
}

interface Opened {
  readonly key: SectionKey;
  /** An earlier draft that is compared with. */
  readonly draft?: number | undefined;
  readonly refused?: DeskRefused;
}

/** The desk with one section opened; what an act on it was refused for is said at its place: 422. */
export async function showDesk(context: AnalysisContext, res: Response, loaded: Loaded, opened: Opened): Promise<void> {
  const { pool } = context;
  const { report, viewer } = loaded;
  const { key, draft, refused } = opened;
  const section = loaded.sections.find(one => one.key === key) as SectionRow;
  const [works, comparison, change, notes, older] = await Promise.all([
    readWorks(context, report.id),
    findComparison(pool, report.id),
    lastChange(pool),
    listNotes(pool, report.id, key),
    draft === undefined ? undefined : readDraft(pool, report.id, key, draft),
    recordRead(pool, viewer, { action: 'report.read', subject: report.slug, detail: { desk: key } }),
  ]);
  if (refused && refused.problems.length > 0) res.status(422);
  const beside = { ...works, comparison, lastChange: change, notes, older, refused };
  render(res, 'analysis/report/desk', presentDesk(loaded, section, beside));
}
