import { randomUUID } from 'node:crypto';
import type { Request, Response } from 'express';
import { viewerOf } from '../../../access/index.ts';
import { inTransaction } from '../../../db/transaction.ts';
import { BadRequest, Forbidden, TooMany } from '../../../errors.ts';
import type { FieldProblem } from '../../../errors.ts';
import { Refused } from '../../../forms/index.ts';
import type { Upload } from '../../../web/forms/upload.ts';
import { detach } from '../../mail/writing/attach.ts';
import { sendLimits } from '../../mail/limits.ts';
import { attachAll, formProblem, orDiscard, readFiles } from '../../mail/pages/pages-attach.ts';
import { fieldsOf } from '../../operations/pages/form-fields.ts';
import { mayWrite } from '../../operations/operation.ts';
import type { Entered, FormKind } from '../../operations/operation.ts';
import { enter, enterToWrite } from '../../operations/store.ts';
import { pathOf } from '../../pages-frame.ts';
import type { CencommContext } from '../../context.ts';
import { wordsOf } from '../../context.ts';
import { knownOf } from '../template-values.ts';
import { ownFields } from './own-fields.ts';
import { kindOf, openFormPage } from './pages-form-show.ts';
import { partBody, readForm } from './read-form.ts';
import type { Filled, Typed } from './read-form.ts';
import { readMessage } from '../read-message.ts';
import type { Said } from '../read-message.ts';
import { sendForm } from '../send-form.ts';
import { findSent } from '../../mail/store-messages.ts';
import { saveFormDraft } from '../store-drafts.ts';
import { listColleagues } from '../store-members.ts';
import type { Colleague } from '../store-members.ts';
import { proposedSubject } from '../subject.ts';
import { templatesFor, templateText } from '../templates/index.ts';

/** A posted form: as typed, and as read. `id` is its number, that of its draft. */
interface Posted {
  readonly kind: FormKind;
  readonly id: string;
  readonly typed: Typed;
  readonly said: Said;
  readonly filled: Filled;
  readonly colleagues: readonly Colleague[];
}

/** What a pressed button of a form does: draws its fields, puts in a ready text, takes files, saves, or sends. */
export function sendPage(context: CencommContext): (req: Request, res: Response) => Promise<void> {
  const { show, answeredBy, recordWords } = openFormPage(context);
  const limits = sendLimits(context.pool);

  async function read(req: Request, res: Response, entered: Entered): Promise<Posted> {
    const kind = kindOf(req);
    const [asked, own] = [fieldsOf(entered.operation, kind), ownFields[kind]];
    const { typed: fields, rest } = partBody(req.body, asked, own);
    const colleagues = await listColleagues(viewerOf(req), context.pool, entered);
    const said = readMessage(
      rest,
      kind,
      colleagues,
      templatesFor(kind, entered.operation.langs, wordsOf(context, res).lang).map(({ id }) => id),
    );
    const { read: given, typed, problems } = said.reading;
    const hidden = problems.filter(({ path }) => path === 'remove');
    if (hidden.length > 0) throw new BadRequest(hidden);
    await answeredBy(viewerOf(req), entered, given.chain ?? '');
    const id = given.clientUuid || randomUUID();
    return {
      kind,
      id,
      typed: { ...fields, ...typed, clientUuid: id },
      said,
      filled: readForm(fields, asked, own, context.lists),
      colleagues,
    };
  }

  /** Keeps what was typed as a draft. Answers the message where it was sent already. */
  function keep(req: Request, entered: Entered, { kind, id, typed }: Posted): Promise<string | undefined> {
    const viewer = viewerOf(req);
    return inTransaction(context.pool, async client => {
      const locked = await enterToWrite(viewer, client, entered.operation.id);
      const known = await findSent(client, viewer, id);
      if (known === undefined)
        await saveFormDraft(context.keys, client, viewer, locked, { id, kind, typed, parentId: null });
      return known;
    });
  }

  async function press(req: Request, res: Response, entered: Entered, posted: Posted, upload: Upload): Promise<void> {
    const [viewer, { t, lang, time }] = [viewerOf(req), wordsOf(context, res)];
    const { kind, id, typed, said, filled } = posted;
    const { action = '', remove = '' } = said.reading.read;
    const isKept = action === 'save' || action === 'attach' || remove !== '' || upload.files.length > 0;
    const sent = isKept ? await keep(req, entered, posted) : undefined;
    if (sent !== undefined) {
      await upload.discard();
      return res.redirect(303, `${pathOf(entered.operation.id)}/mail/${sent}`);
    }
    const problems = await attachAll(context, viewer, entered, id, upload, t);
    if (remove !== '') {
      await detach(context, viewer, id, remove);
      return show(req, res, entered, { kind, typed, problems, done: t('cencommmail:done.removed') });
    }
    if (action === 'draw') return show(req, res, entered, { kind, typed, problems });
    if (action === 'template')
      return show(req, res, entered, {
        kind,
        typed: withTemplate(posted, lang),
        problems: [...problems, ...said.problems.filter(({ path }) => path === 'template')],
      });
    if (action === 'save' || action === 'attach') {
      const isAttached = action === 'attach' && upload.files.length > 0 && problems.length === 0;
      return show(req, res, entered, {
        kind,
        typed,
        problems,
        done: isAttached
          ? t('cencommmail:done.attached')
          : t('cencommforms:new.saved', { time: time(new Date().toISOString()) }),
      });
    }
    const all = [...filled.problems, ...said.problems.filter(({ path }) => path !== 'action'), ...problems];
    return all.length > 0
      ? show(req, res, entered, { kind, typed, problems: visible(all) })
      : send(req, res, entered, posted);
  }

  async function send(
    req: Request,
    res: Response,
    entered: Entered,
    { kind, id, typed, said, filled, colleagues }: Posted,
  ): Promise<void> {
    const [viewer, words] = [viewerOf(req), wordsOf(context, res)];
    const { subject = '', remarks = '', chain, urgent } = said.reading.read;
    const at = (message: string): string => `${pathOf(entered.operation.id)}/mail/${message}`;
    const known = await findSent(context.pool, viewer, id);
    if (known !== undefined) return res.redirect(303, at(known));
    try {
      await limits.take(viewer, recipientsOf(said, colleagues));
      res.redirect(
        303,
        at(
          await sendForm(context, viewer, entered.operation.id, {
            kind,
            clientUuid: id,
            subject:
              subject || proposedSubject(recordWords(words.lang), filled.values) || words.t(`cencomm:kind.${kind}`),
            body: remarks,
            fields: filled.values,
            audience: said.audience,
            countries: said.countries,
            memberIds: said.memberIds,
            ...(said.answerBy === undefined ? {} : { answerBy: said.answerBy }),
            ...(chain ? { chain: Number(chain) } : {}),
            ...(urgent === 'yes' ? { priority: 'high' as const } : {}),
          }),
        ),
      );
    } catch (error) {
      if (error instanceof Refused) return show(req, res, entered, { kind, typed, problems: [error.problem] });
      if (!(error instanceof TooMany)) throw error;
      res.status(429).set('Retry-After', String(error.retryAfter));
      await show(req, res, entered, {
        kind,
        typed,
        problems: [
          { path: '', key: 'cencommmail:problem.tooManySent', values: { minutes: Math.ceil(error.retryAfter / 60) } },
        ],
      });
    }
  }

  /** The template's text where the remarks are; what was written before stays above it. */
  function withTemplate({ typed, said: { reading }, filled: { values } }: Posted, lang: 'en' | 'fr'): Typed {
    const { template = '', remarks = '' } = reading.read;
    const text =
      template === ''
        ? undefined
        : templateText(
            template,
            knownOf(
              recordWords(template.startsWith('fr.') ? 'fr' : template.startsWith('en.') ? 'en' : lang),
              values,
              reading.read.answerOn ?? '',
            ),
          );
    if (text === undefined) return typed;
    return { ...typed, remarks: remarks.trim() === '' ? text : `${remarks.trimEnd()}\n\n${text}` };
  }

  return async (req, res) => {
    const entered = await enter(viewerOf(req), context.pool, req.params.id);
    if (!mayWrite(entered)) throw new Forbidden('may not write');
    const upload = await readFiles(context, req, res);
    await orDiscard(upload, async () => {
      const posted = await read(req, res, entered);
      const wrong = formProblem(upload);
      await (wrong
        ? show(req, res, entered, { kind: posted.kind, typed: posted.typed, problems: [wrong] })
        : press(req, res, entered, posted, upload));
    });
  };
}

/** How many others a form is for. */
function recipientsOf({ audience, countries, memberIds }: Said, colleagues: readonly Colleague[]): number {
  if (audience === 'members') return memberIds.length;
  return audience === 'all'
    ? colleagues.length
    : colleagues.filter(({ country }) => country !== null && countries.includes(country)).length;
}

/** Problems of inputs on the page; where only a hidden one is wrong, that one. */
function visible(problems: readonly FieldProblem[]): readonly FieldProblem[] {
  const shown = problems.filter(({ path }) => path !== 'clientUuid' && path !== 'chain');
  return shown.length > 0 ? shown : problems;
}
