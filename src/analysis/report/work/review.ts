import type { Viewer } from '../../../access/index.ts';
import { note } from '../../../audit/index.ts';
import type { Client } from '../../../db/pool.ts';
import { inTransaction } from '../../../db/transaction.ts';
import { Forbidden, NotFound } from '../../../errors.ts';
import { Refused } from '../../../forms/index.ts';
import { namesFor } from '../../../seizures/index.ts';
import type { AnalysisContext } from '../../context.ts';
import { conditionsOf } from '../acceptance.ts';
import { numbersOf } from '../numbers.ts';
import { mayAccept, mayPublish, mayWrite } from '../permissions.ts';
import { listCases } from '../store-cases.ts';
import { insertNote } from '../store-notes.ts';
import { endRecall } from '../store-recalls.ts';
import { insertEdition } from '../store-editions.ts';
import {
  findReport,
  listSections,
  markPublished,
  readCounted,
  updateSectionState,
  type ReportRow,
} from '../store-reports.ts';
import { printedBeside, tellsNoMore } from './beside-published.ts';
import { tellReaders } from './recall.ts';
import { locked, type At } from './write.ts';

type Context = Pick<AnalysisContext, 'pool' | 'outbox' | 'lists' | 'offices' | 'texts'>;

/** Gives a section to a second reader, or takes it back to be written on. */
export async function moveSection({ pool }: Context, viewer: Viewer, at: At, to: 'draft' | 'review'): Promise<void> {
  await inTransaction(pool, async client => {
    const { report, section } = await locked(client, at);
    if (!mayWrite(viewer, report, section)) throw new Forbidden('the section is closed');
    if (section.state === to) return;
    await updateSectionState(client, viewer, { id: report.id, key: at.key }, to);
    await note(client, viewer, { action: 'report.moved', subject: at.slug, detail: { section: at.key, to } });
  });
}

/** Accepts a section. Throws Refused while anything that must be true is not. */
export async function acceptSection(context: Context, viewer: Viewer, at: At): Promise<void> {
  const english = namesFor(context)('en');
  await inTransaction(context.pool, async client => {
    const { report, section } = await locked(client, at);
    const cases = (await listCases(client, report.id)).filter(({ key }) => key === at.key);
    const printed = report.printed?.sections.find(({ code }) => code === at.key);
    const numbers = printed ? numbersOf(printed, { names: english, offices: context.offices }, english) : [];
    const open = conditionsOf(viewer, { report, section, cases, numbers }).filter(({ isMet }) => !isMet);
    if (open.length > 0) throw new Refused({ path: 'section', key: 'report:problem.notYet' });
    if (!mayAccept(viewer, report, section)) throw new Forbidden('not in review, or the own text');
    await updateSectionState(client, viewer, { id: report.id, key: at.key }, 'accepted');
    await note(client, viewer, {
      action: 'report.accepted',
      subject: at.slug,
      detail: { section: at.key, draft: section.draft, checksum: report.checksum },
    });
  });
}

/** Opens an accepted section of a report that is not published again; the reason stands with it as a note. */
export async function reopenSection({ pool }: Context, viewer: Viewer, at: At, reason: string): Promise<void> {
  await inTransaction(pool, async client => {
    const { report, section } = await locked(client, at);
    if (!mayPublish(viewer, report) || section.state !== 'accepted') throw new Forbidden('not to be opened again');
    await updateSectionState(client, viewer, { id: report.id, key: at.key }, 'draft');
    const id = await insertNote(client, viewer, { reportId: report.id, key: at.key, text: reason });
    await note(client, viewer, {
      action: 'report.moved',
      subject: at.slug,
      detail: { section: at.key, to: 'draft', note: id, reason },
    });
  });
}

/** Whether figures tell what reports that were published since they were frozen do not leave to be printed. */
async function tellsBesideOthers(client: Client, { offices }: Context, report: ReportRow): Promise<boolean> {
  const counted = await readCounted(client, report.id);
  if (!counted) return false;
  return !tellsNoMore(report.printed, await printedBeside(client, offices, report, counted));
}

/** Publishes a report whose sections with cases are all accepted; who was told of its recall is told of this. */
export async function publishReport(context: Context, viewer: Viewer, slug: string): Promise<void> {
  await inTransaction(context.pool, async client => {
    const report = await findReport(client, slug, true);
    if (!report) throw new NotFound('no such report');
    if (!mayPublish(viewer, report)) throw new Forbidden('not the one who publishes');
    const sections = await listSections(client, report.id, true);
    const isEmpty = (key: string): boolean => report.printed?.sections.find(one => one.code === key)?.cases.now === 0;
    if (report.printed === null || sections.some(({ state, key }) => state !== 'accepted' && !isEmpty(key)))
      throw new Refused({ path: 'report', key: 'report:problem.sectionsOpen' });
    if (await tellsBesideOthers(client, context, report))
      throw new Refused({ path: 'report', key: 'report:problem.beside' });
    await markPublished(client, viewer, report.id);
    await insertEdition(client, report.id);
    await tellReaders(client, context, { report, kind: 'reportCorrected' }, await endRecall(client, report.id));
    await note(client, viewer, {
      action: 'report.published',
      subject: slug,
      detail: { checksum: report.checksum, lastChange: report.lastChange },
    });
  });
}
