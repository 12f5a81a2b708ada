import type { Viewer } from '../../../access/index.ts';
import { note } from '../../../audit/index.ts';
import type { Client } from '../../../db/pool.ts';
import { inTransaction } from '../../../db/transaction.ts';
import { Forbidden, NotFound } from '../../../errors.ts';
import { ChangedMeanwhile, Refused } from '../../../forms/index.ts';
import type { AnalysisContext } from '../../context.ts';
import { mayWrite } from '../permissions.ts';
import type { SectionKey } from '../sections.ts';
import { findChoosable, findPicture, insertCase, removeCase } from '../store-cases.ts';
import { closeNote, insertNote } from '../store-notes.ts';
import {
  findReport,
  insertDraft,
  listSections,
  type ReportRow,
  type SectionRow,
  type Written,
} from '../store-reports.ts';

type Context = Pick<AnalysisContext, 'pool'>;

export interface At {
  readonly slug: string;
  readonly key: SectionKey;
}

interface Locked {
  readonly report: ReportRow;
  readonly section: SectionRow;
}

/** The report and the section, locked until the transaction ends. */
export async function locked(client: Client, { slug, key }: At): Promise<Locked> {
  const report = await findReport(client, slug, true);
  const section = report && (await listSections(client, report.id, true)).find(one => one.key === key);
  if (!report || !section) throw new NotFound('no such section');
  return { report, section };
}

async function writable(client: Client, viewer: Viewer, at: At): Promise<Locked> {
  const found = await locked(client, at);
  if (!mayWrite(viewer, found.report, found.section)) throw new Forbidden('the section is closed');
  return found;
}

/** Keeps a new draft of a section, over the draft it was written from. */
export async function writeText(
  { pool }: Context,
  viewer: Viewer,
  at: At & { readonly from: number },
  said: Omit<Written, 'frenchFollows'> & { readonly isFrenchDone: boolean },
): Promise<void> {
  await inTransaction(pool, async client => {
    const { report, section } = await writable(client, viewer, at);
    if (section.draft !== at.from) throw new ChangedMeanwhile('somebody wrote meanwhile');
    const { isFrenchDone, ...text } = said;
    const draft = section.draft + 1;
    const frenchFollows = isFrenchDone ? draft : Math.min(section.frenchFollows, section.draft);
    await insertDraft(client, viewer, { id: report.id, key: at.key, draft }, { ...text, frenchFollows });
    await note(client, viewer, {
      action: 'report.written',
      subject: at.slug,
      detail: { section: at.key, draft, frenchFollows },
    });
  });
}

/** Puts a reader's note at a section. */
export async function writeNote({ pool }: Context, viewer: Viewer, at: At, text: string): Promise<void> {
  await inTransaction(pool, async client => {
    const { report } = await writable(client, viewer, at);
    const id = await insertNote(client, viewer, { reportId: report.id, key: at.key, text });
    await note(client, viewer, {
      action: 'report.noted',
      subject: at.slug,
      detail: { section: at.key, note: id, text },
    });
  });
}

export async function settleNote({ pool }: Context, viewer: Viewer, at: At, id: string): Promise<void> {
  await inTransaction(pool, async client => {
    const { report } = await writable(client, viewer, at);
    if (!(await closeNote(client, viewer, { reportId: report.id, key: at.key, id }))) return;
    await note(client, viewer, {
      action: 'report.noteSettled',
      subject: at.slug,
      detail: { section: at.key, note: id },
    });
  });
}

interface Chosen {
  readonly ref: string;
  readonly picture: string;
  readonly titleEn: string;
  readonly textEn: string;
  readonly titleFr: string;
  readonly textFr: string;
}

/** Chooses a case for a section: one that everybody may open, with a picture the gallery shows. */
export async function chooseCase({ pool }: Context, viewer: Viewer, at: At, said: Chosen): Promise<void> {
  const { ref, picture, ...texts } = said;
  await inTransaction(pool, async client => {
    const { report } = await writable(client, viewer, at);
    const seizureId = await findChoosable(client, ref, report);
    if (seizureId === undefined) throw new Refused({ path: 'ref', key: 'report:problem.notReleased' });
    const pictureId = picture === '' ? null : await findPicture(client, picture);
    if (pictureId === undefined) throw new Refused({ path: 'picture', key: 'report:problem.noPicture' });
    const id = await insertCase(client, viewer, report.id, { ...texts, key: at.key, seizureId, pictureId });
    await note(client, viewer, {
      action: 'report.caseChosen',
      subject: at.slug,
      detail: { section: at.key, case: id, ref, picture },
    });
  });
}

export async function dropCase({ pool }: Context, viewer: Viewer, at: At, id: string): Promise<void> {
  await inTransaction(pool, async client => {
    const { report } = await writable(client, viewer, at);
    if (!(await removeCase(client, viewer, report.id, id))) return;
    await note(client, viewer, {
      action: 'report.caseRemoved',
      subject: at.slug,
      detail: { section: at.key, case: id },
    });
  });
}
