import type { Request, Response } from 'express';
import { viewerOf } from '../../../access/index.ts';
import { recordRead } from '../../../audit/index.ts';
import { Forbidden, NotVisible } from '../../../errors.ts';
import { longtext, readForm, readQuery, version } from '../../../fields/index.ts';
import { answerForm, ChangedMeanwhile, Refused, showForm, visibleProblems } from '../../../forms/index.ts';
import type { FormPage } from '../../../forms/index.ts';
import { today } from '../../../text/plain-date.ts';
import { render } from '../../../web/render.ts';
import { uuidParam } from '../../../web/uuid-param.ts';
import { wordsOf } from '../../context.ts';
import type { AnalysisContext } from '../../context.ts';
import { correctSending, noteSending, takeBackSending } from '../note-sending.ts';
import { mayCorrect } from '../permissions.ts';
import { presentSent } from '../presenter-sent.ts';
import type { Owner, Wanted } from '../read.ts';
import { reportOf } from '../reports.ts';
import { findSent, listFiles, listSent } from '../store-sendings.ts';
import type { KeptFile, Sent } from '../store-sendings.ts';
import { indexPage } from './index-page.ts';
import { knownOffice, openedHref, reportHref, wantedOf } from './owner.ts';
import { correctForm, saidFields, sentFields, sentForm, takeBackForm } from './sent-form.ts';

interface Found {
  readonly sent: Sent;
  readonly owner: Owner;
  readonly wanted: Wanted;
  readonly isMine: boolean;
}

/** Notes that a report was sent: written down, shown with what changed since, corrected and taken back. */
export function sentPages(context: AnalysisContext) {
  const { pool, offices } = context;
  const { standing } = indexPage(context);

  const filesOf = ({ owner, report, year }: Wanted): Promise<KeptFile[]> =>
    listFiles(pool, { officeId: owner.id, report, year });

  /** The note of the address, where the viewer reads its records. Throws NotVisible for any other. */
  async function found(req: Request): Promise<Found> {
    const viewer = viewerOf(req);
    const sent = await findSent(pool, uuidParam(req, 'sending'));
    const known = sent && knownOffice(viewer, offices.byId(sent.file.officeId));
    if (!sent || !known?.isOwn) throw new NotVisible('no such sending');
    const { owner } = known;
    const wanted = { owner, report: sent.file.report, year: sent.file.year };
    return { sent, owner, wanted, isMine: mayCorrect(viewer, owner, sent.notedBy) };
  }

  /** The same where the viewer corrects it; a note that was taken back is only shown. */
  async function changing(req: Request): Promise<Found> {
    const one = await found(req);
    if (!one.isMine) throw new Forbidden('noted by somebody else');
    return one;
  }

  /** Does the work; of two at once the second is led to what stands now. */
  async function change(
    res: Response,
    { sent, page }: { readonly sent: Sent; readonly page: FormPage },
    reading: Parameters<typeof answerForm>[3],
    work: () => Promise<void>,
  ): Promise<void> {
    const address = `/analysis/obligations/sent/${sent.id}`;
    await answerForm(res, wordsOf(context, res), page, reading, async () => {
      try {
        await work();
      } catch (error) {
        if (!(error instanceof ChangedMeanwhile)) throw error;
        throw new Refused({ path: 'version', key: 'obligations:problem.meanwhile' });
      }
      return address;
    });
  }

  return {
    async ask(req: Request, res: Response): Promise<void> {
      readQuery(req.query, {});
      const wanted = wantedOf(offices, req);
      const [words, files] = [wordsOf(context, res), await filesOf(wanted)];
      const [newest] = files;
      if (!newest) return res.redirect(303, openedHref(wanted.report, wanted.year));
      const sentTo = words.t(`obligations:report.${wanted.report}.receiver`);
      const typed = { file: newest.id, sentOn: today(), sentTo };
      showForm(res, words, sentForm({ wanted, typed, words }, files, `${reportHref(wanted)}/sent`));
    },

    async write(req: Request, res: Response): Promise<void> {
      const wanted = wantedOf(offices, req);
      const [words, files] = [wordsOf(context, res), await filesOf(wanted)];
      const reading = readForm(req.body, sentFields(files));
      const page = sentForm({ wanted, typed: reading.typed, words }, files, `${reportHref(wanted)}/sent`);
      await answerForm(res, words, page, reading, async ({ file, ...said }) => {
        const id = await noteSending(context, viewerOf(req), wanted, { fileId: file, ...said });
        return `/analysis/obligations/sent/${id}`;
      });
    },

    async show(req: Request, res: Response): Promise<void> {
      readQuery(req.query, {});
      const viewer = viewerOf(req);
      const { sent, owner, isMine } = await found(req);
      const { report, year } = sent.file;
      const all = await listSent(pool, [owner.id], { report, year });
      const now = await standing(viewer, owner, reportOf(report), year, all);
      await recordRead(pool, viewer, { action: 'obligation.read', subject: sent.id, detail: { report, year } });
      render(res, 'analysis/obligations/sent', presentSent(sent, now, isMine, wordsOf(context, res)));
    },

    async askCorrection(req: Request, res: Response): Promise<void> {
      readQuery(req.query, {});
      const { sent, wanted } = await changing(req);
      const words = wordsOf(context, res);
      const { sentOn, sentTo, note } = sent;
      showForm(
        res,
        words,
        correctForm({ wanted, typed: { sentOn, sentTo, note }, words }, `/analysis/obligations/sent/${sent.id}/edit`, {
          version: String(sent.version),
        }),
      );
    },

    async correct(req: Request, res: Response): Promise<void> {
      const { sent, owner, wanted } = await changing(req);
      const words = wordsOf(context, res);
      const reading = readForm(req.body, { version, ...saidFields() });
      const { typed, values, problems } = reading;
      const page = correctForm({ wanted, typed, words }, `/analysis/obligations/sent/${sent.id}/edit`, {
        version: typed.version,
      });
      await change(res, { sent, page }, { ...reading, problems: visibleProblems(problems, ['version']) }, async () => {
        if (!values) return;
        const { version: seen, ...said } = values;
        await correctSending(context, viewerOf(req), { owner, id: sent.id, version: seen }, said);
      });
    },

    async askTakingBack(req: Request, res: Response): Promise<void> {
      readQuery(req.query, {});
      const { sent, wanted } = await changing(req);
      const words = wordsOf(context, res);
      const action = `/analysis/obligations/sent/${sent.id}/take-back`;
      showForm(res, words, takeBackForm({ wanted, typed: {}, words }, action, { version: String(sent.version) }));
    },

    async takeBack(req: Request, res: Response): Promise<void> {
      const { sent, owner, wanted } = await changing(req);
      const words = wordsOf(context, res);
      const reading = readForm(req.body, { version, reason: longtext({ max: 1000 }) });
      const { typed, values, problems } = reading;
      const action = `/analysis/obligations/sent/${sent.id}/take-back`;
      const page = takeBackForm({ wanted, typed, words }, action, { version: typed.version });
      await change(res, { sent, page }, { ...reading, problems: visibleProblems(problems, ['version']) }, async () => {
        if (values) {
          const { version: seen, reason } = values;
          await takeBackSending(context, viewerOf(req), { owner, id: sent.id, version: seen }, reason);
        }
      });
    },
  };
}
