import type { Request, Response } from 'express';
import { viewerOf } from '../../../access/index.ts';
import { recordRead } from '../../../audit/index.ts';
import { Forbidden, NotVisible } from '../../../errors.ts';
import {
  longestReason,
  longtext,
  readForm,
  readQuery,
  version,
  type Fields,
  type FormReading,
  type ValuesOf,
} from '../../../fields/index.ts';
import {
  answerForm,
  ChangedMeanwhile,
  Refused,
  showForm,
  visibleProblems,
  type FormPage,
} from '../../../forms/index.ts';
import { today } from '../../../text/plain-date.ts';
import { render } from '../../../web/render.ts';
import { uuidParam } from '../../../web/uuid-param.ts';
import { wordsOf } from '../../context.ts';
import { correctSending, noteSending, takeBackSending } from '../note-sending.ts';
import { mayCorrect } from '../permissions.ts';
import { presentSent } from './presenter-sent.ts';
import type { Owner, Wanted } from '../wanted.ts';
import { findSent, listFiles, listSent, type KeptFile, type Sent } from '../store-sendings.ts';
import type { ObligationContext } from './index-page.ts';
import { knownOffice, openedHref, reportHref, wantedOf } from './owner.ts';
import { correctForm, saidFields, sentFields, sentForm, takeBackForm } from './sent-form.ts';

interface Found {
  readonly sent: Sent;
  readonly owner: Owner;
  readonly wanted: Wanted;
  readonly isMine: boolean;
}

// Notes that a report was sent: written down, shown with what changed since, corrected and taken back.

const filesOf = ({ pool }: ObligationContext, { owner, report, year }: Wanted): Promise<KeptFile[]> =>
  listFiles(pool, { officeId: owner.id, report, year });

/** The note of the address, where the viewer reads its records. Throws NotVisible for any other. */
async function found({ pool, offices }: ObligationContext, req: Request): Promise<Found> {
  const viewer = viewerOf(req);
  const sent = await findSent(pool, uuidParam(req, 'sending'));
  const known = sent && knownOffice(viewer, offices.byId(sent.file.officeId));
  if (!sent || !known?.isOwn) throw new NotVisible('no such sending');
  const { owner } = known;
  const wanted = { owner, report: sent.file.report, year: sent.file.year };
  return { sent, owner, wanted, isMine: mayCorrect(viewer, owner, sent.notedBy) };
}

/** The same where the viewer corrects it. */
async function changing(context: ObligationContext, req: Request): Promise<Found> {
  const one = await found(context, req);
  if (!one.isMine) throw new Forbidden('noted by somebody else');
  return one;
}

/** Does the work; of two at once the second is told to look again. */
async function change<F extends Fields>(
  context: ObligationContext,
  res: Response,
  { sent, page }: { readonly sent: Sent; readonly page: FormPage },
  reading: FormReading<F>,
  work: (values: ValuesOf<F>) => Promise<void>,
): Promise<void> {
  const seen = { ...reading, problems: visibleProblems(reading.problems, ['version']) };
  await answerForm(res, wordsOf(context, res), page, seen, async values => {
    try {
      await work(values);
    } catch (error) {
      if (!(error instanceof ChangedMeanwhile)) throw error;
      throw new Refused({ path: 'version', key: 'obligations:problem.meanwhile' });
    }
    return addressOfNote(sent);
  });
}

const addressOfNote = ({ id }: Pick<Sent, 'id'>): string => `/analysis/obligations/sent/${id}`;

export async function ask(context: ObligationContext, req: Request, res: Response): Promise<void> {
  readQuery(req.query, {});
  const wanted = wantedOf(context.offices, req);
  const [words, files] = [wordsOf(context, res), await filesOf(context, wanted)];
  const [newest] = files;
  if (!newest) return res.redirect(303, openedHref(wanted.report, wanted.year));
  const sentTo = words.t(`obligations:report.${wanted.report}.receiver`);
  const typed = { file: newest.id, sentOn: today(), sentTo };
  showForm(res, words, sentForm({ wanted, typed, words }, files, `${reportHref(wanted)}/sent`));
}

export async function write(context: ObligationContext, req: Request, res: Response): Promise<void> {
  const wanted = wantedOf(context.offices, req);
  const [words, files] = [wordsOf(context, res), await filesOf(context, wanted)];
  const reading = readForm(req.body, sentFields(wanted, files));
  const page = sentForm({ wanted, typed: reading.typed, words }, files, `${reportHref(wanted)}/sent`);
  await answerForm(res, words, page, reading, async ({ file, ...said }) =>
    addressOfNote({ id: await noteSending(context, viewerOf(req), wanted, { fileId: file, ...said }) }),
  );
}

export async function show(context: ObligationContext, req: Request, res: Response): Promise<void> {
  readQuery(req.query, {});
  const viewer = viewerOf(req);
  const { sent, owner, wanted, isMine } = await found(context, req);
  const { report, year } = wanted;
  const all = await listSent(context.pool, [owner.id], { report, year });
  const now = await context.standings.of(viewer, wanted, all);
  await recordRead(context.pool, viewer, { action: 'obligation.read', subject: sent.id, detail: { report, year } });
  render(res, 'analysis/obligations/sent', presentSent(sent, now, isMine, wordsOf(context, res)));
}

const hiddenOf = (version: string | number): Readonly<Record<string, string>> => ({ version: String(version) });

export async function askCorrection(context: ObligationContext, req: Request, res: Response): Promise<void> {
  readQuery(req.query, {});
  const { sent, wanted } = await changing(context, req);
  const words = wordsOf(context, res);
  const { sentOn, sentTo, note } = sent;
  const asked = { wanted, typed: { sentOn, sentTo, note }, words };
  showForm(res, words, correctForm(asked, `${addressOfNote(sent)}/edit`, hiddenOf(sent.version)));
}

export async function correct(context: ObligationContext, req: Request, res: Response): Promise<void> {
  const { sent, owner, wanted } = await changing(context, req);
  const words = wordsOf(context, res);
  const reading = readForm(req.body, { version, ...saidFields(wanted) });
  const { typed } = reading;
  const page = correctForm({ wanted, typed, words }, `${addressOfNote(sent)}/edit`, hiddenOf(typed.version));
  await change(context, res, { sent, page }, reading, ({ version: seen, ...said }) =>
    correctSending(context, viewerOf(req), { owner, id: sent.id, version: seen }, said),
  );
}

export async function askTakingBack(context: ObligationContext, req: Request, res: Response): Promise<void> {
  readQuery(req.query, {});
  const { sent, wanted } = await changing(context, req);
  const words = wordsOf(context, res);
  const asked = { wanted, typed: {}, words };
  showForm(res, words, takeBackForm(asked, `${addressOfNote(sent)}/take-back`, hiddenOf(sent.version)));
}

export async function takeBack(context: ObligationContext, req: Request, res: Response): Promise<void> {
  const { sent, owner, wanted } = await changing(context, req);
  const words = wordsOf(context, res);
  const reading = readForm(req.body, { version, reason: longtext({ max: longestReason }) });
  const { typed } = reading;
  const page = takeBackForm({ wanted, typed, words }, `${addressOfNote(sent)}/take-back`, hiddenOf(typed.version));
  await change(context, res, { sent, page }, reading, ({ version: seen, reason }) =>
    takeBackSending(context, viewerOf(req), { owner, id: sent.id, version: seen }, reason),
  );
}
