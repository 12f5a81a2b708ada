import { randomUUID } from 'node:crypto';
import type { Request, Response } from 'express';
import { viewerOf } from '../../access/index.ts';
import type { Viewer } from '../../access/index.ts';
import { note } from '../../audit/index.ts';
import { inTransaction } from '../../db/transaction.ts';
import { BadRequest, Forbidden, NotFound, NotVisible, TooMany } from '../../errors.ts';
import type { FieldProblem } from '../../errors.ts';
import { readQuery } from '../../forms/index.ts';
import { recordWordsFor } from '../../seizures/index.ts';
import { sendLimits } from '../mail/limits.ts';
import { fieldsOf } from '../operations/form-fields.ts';
import { formKinds, mayWrite } from '../operations/operation.ts';
import type { Entered, FormKind } from '../operations/operation.ts';
import { enter, enterToWrite, isId } from '../operations/store.ts';
import { frameOf, pathOf } from '../pages-frame.ts';
import type { CencommRoom } from '../room.ts';
import { wordsOf } from '../room.ts';
import { numberOf } from './chain.ts';
import type { Chain } from './chain.ts';
import { presentFormPage } from './form-page.ts';
import { readForms } from './inside.ts';
import type { SentForm } from './inside.ts';
import { knownOf } from './known.ts';
import { ownFields } from './own-fields.ts';
import { answerTo, typedOf } from './prefill.ts';
import { partBody, readForm } from './read-form.ts';
import type { Filled, Typed } from './read-form.ts';
import { messageInputs, readMessage } from './read-message.ts';
import type { Said } from './read-message.ts';
import { sendForm } from './send-form.ts';
import { chainNumbered } from './store-chains.ts';
import { dropFormDraft, readFormDraft, saveFormDraft, sentAs } from './store-drafts.ts';
import { listColleagues } from './store-members.ts';
import type { Colleague } from './store-members.ts';
import { proposedSubject } from './subject.ts';
import { templatesFor, templateText } from './templates/index.ts';

interface Answered { readonly chain: Chain; readonly forms: readonly SentForm[] }

/** Warning, feedback and seizure: the form, its draft, and sending it. */
export function formPages(room: CencommRoom) {
  const recordWords = recordWordsFor(room);
  const limits = sendLimits(room.pool);

  async function show(req: Request, res: Response, kind: FormKind, entered: Entered, typed: Typed, problems: readonly FieldProblem[] = [], savedAt?: string): Promise<void> {
    const viewer = viewerOf(req);
    const words = wordsOf(room, res);
    const [frame, colleagues, answered] = await Promise.all([frameOf(room, viewer, res, entered, 'board'), listColleagues(viewer, room.pool, entered), answeredBy(viewer, entered, [typed['chain'] ?? ''].flat()[0] ?? '')]);
    if (problems.length > 0 && res.statusCode === 200) res.status(422);
    const first = answered?.forms[0];
    const answers = answered && first ? { label: numberOf(answered.chain.number, answered.chain.warningId !== null), text: first.subject ?? words.t('cencommforms:board.broken'), href: `${pathOf(entered.operation.id)}/mail/${first.id}` } : undefined;
    res.render('cencomm/forms/new', {
      frame, ...presentFormPage({ room, entered, kind, words, recordWords: recordWords(words.lang), colleagues, typed, problems, ...(answers ? { answers } : {}), ...(savedAt ? { savedAt } : {}) }),
    });
  }

  /** The chain that is answered, with its messages; undefined where none is. Throws NotVisible. */
  async function answeredBy(viewer: Viewer, entered: Entered, number: string): Promise<Answered | undefined> {
    if (number === '') return undefined;
    const chain = await chainNumbered(viewer, room.pool, entered, Number(number));
    if (!chain) throw new NotVisible('no such chain');
    const root = chain.warningId ?? chain.seizureId;
    const forms = (await readForms(room.keys, room.pool, viewer, entered)).filter(({ id, threadId }) => id === root || threadId === root);
    return { chain, forms };
  }

  async function begin(viewer: Viewer, entered: Entered, kind: FormKind, number: string): Promise<Typed> {
    const answered = await answeredBy(viewer, entered, number);
    if (kind === 'feedback' && !answered?.chain.warningId) throw new NotVisible('feedback answers a warning');
    const empty = { clientUuid: randomUUID(), chain: number, audience: 'all' };
    const first = answered?.forms[0];
    if (!first) return { ...empty, ...(kind === 'seizure' ? { 'facts.country': entered.membership.country ?? '' } : {}) };
    const [asked, own] = [fieldsOf(entered.operation, kind), ownFields[kind]];
    const said = Object.assign({}, ...answered.forms.map(({ fields }) => fields)) as SentForm['fields'];
    // A warning may name a country before anything was found there; what was seized is stated by who seized it.
    const { 'own.answer': _answer, 'own.doneOn': _day, 'own.doneAt': _hour, ...fresh } = typedOf(said, asked, own) as Record<string, string | readonly string[]>;
    return { ...empty, ...fresh, 'facts.country': entered.membership.country ?? '', ...answerTo(first, await listColleagues(viewer, room.pool, entered)) };
  }

  return {
    async ask(req: Request, res: Response): Promise<void> {
      const viewer = viewerOf(req);
      const entered = await enter(viewer, room.pool, req.params['id']);
      const kind = kindOf(req);
      if (!mayWrite(entered)) throw new Forbidden('may not write');
      const query = readQuery(req.query, { chain: 'words', draft: 'words' });
      const problems = [...(query.chain === '' || /^[1-9]\d{0,5}$/.test(query.chain) ? [] : ['chain']), ...(query.draft === '' || isId(query.draft) ? [] : ['draft'])];
      if (problems.length > 0) throw new BadRequest(problems.map((path) => ({ path, key: 'forms:problem.malformed', values: { value: '' } })));
      if (query.draft === '') return show(req, res, kind, entered, await begin(viewer, entered, kind, query.chain));
      const draft = await readFormDraft(room.keys, room.pool, viewer, entered, query.draft);
      if (draft?.kind !== kind) throw new NotVisible('no such draft');
      await show(req, res, kind, entered, draft.typed);
    },

    async send(req: Request, res: Response): Promise<void> {
      const viewer = viewerOf(req);
      const entered = await enter(viewer, room.pool, req.params['id']);
      const kind = kindOf(req);
      if (!mayWrite(entered)) throw new Forbidden('may not write');
      const words = wordsOf(room, res);
      const [asked, own] = [fieldsOf(entered.operation, kind), ownFields[kind]];
      const { typed: fields, rest } = partBody(req.body, asked, own);
      const templates = templatesFor(kind, entered.operation.langs, words.lang);
      const colleagues = await listColleagues(viewer, room.pool, entered);
      const said = readMessage(rest, kind, colleagues, templates.map(({ id }) => id));
      const filled = readForm(fields, asked, own, room.lists);
      const typed: Typed = { ...fields, ...said.sheet.typed, ...(said.sheet.problems.some(({ path }) => path === 'clientUuid') ? { clientUuid: randomUUID() } : {}) };
      const { action } = said.sheet.values;
      await answeredBy(viewer, entered, said.sheet.values.chain);
      if (action === 'draw') return show(req, res, kind, entered, typed);
      if (action === 'template') return show(req, res, kind, entered, withTemplate(typed, said, filled, words.lang), said.problems.filter(({ path }) => path === 'template'));
      if (action === 'save') return save(req, res, kind, entered, typed);
      const problems = [...filled.problems, ...said.problems].filter(({ path }) => path !== 'action');
      if (problems.length > 0) return show(req, res, kind, entered, typed, visible(problems));
      const { subject, remarks, clientUuid, chain, urgent } = said.sheet.values;
      const known = await sentAs(room.pool, viewer, clientUuid);
      if (known !== undefined) return res.redirect(303, `${pathOf(entered.operation.id)}/mail/${known}`);
      try {
        await limits.take(viewer, recipientsOf(said, colleagues));
      } catch (error) {
        if (!(error instanceof TooMany)) throw error;
        res.status(429).set('Retry-After', String(error.retryAfter));
        return show(req, res, kind, entered, typed, [{ path: '', key: 'cencommmail:problem.tooManySent', values: { minutes: Math.ceil(error.retryAfter / 60) } }]);
      }
      const id = await sendForm(room, viewer, entered.operation.id, {
        kind, clientUuid, subject: subject || proposedSubject(recordWords(words.lang), filled.values) || words.t(`cencomm:kind.${kind}`), body: remarks, fields: filled.values, audience: said.audience, countries: said.countries, memberIds: said.memberIds,
        ...(said.answerBy === undefined ? {} : { answerBy: said.answerBy }), ...(chain === '' ? {} : { chain: Number(chain) }), ...(urgent === 'yes' ? { priority: 'high' as const } : {}),
      });
      await dropFormDraft(room.pool, viewer, entered.operation.id, clientUuid);
      res.redirect(303, `${pathOf(entered.operation.id)}/mail/${id}`);
    },

    async discard(req: Request, res: Response): Promise<void> {
      const viewer = viewerOf(req);
      const entered = await enter(viewer, room.pool, req.params['id']);
      const id = req.params['draft'];
      if (!isId(id)) throw new NotFound('no such draft');
      await inTransaction(room.pool, async (client) => {
        if (!await dropFormDraft(client, viewer, entered.operation.id, id)) throw new NotVisible('no such draft');
        await note(client, viewer, { action: 'chain.formDiscarded', subject: `operation:${entered.operation.id}` });
      });
      res.redirect(303, `${pathOf(entered.operation.id)}/board`);
    },
  };

  /** The template's text where the remarks are; what was written before stays above it. */
  function withTemplate(typed: Typed, { sheet }: Said, { values }: Filled, lang: 'en' | 'fr'): Typed {
    const { template, remarks } = sheet.values;
    const text = template === '' ? undefined : templateText(template, knownOf(recordWords(template.startsWith('fr.') ? 'fr' : template.startsWith('en.') ? 'en' : lang), values, sheet.values.answerOn));
    if (text === undefined) return typed;
    return { ...typed, remarks: remarks.trim() === '' ? text : `${remarks.trimEnd()}\n\n${text}` };
  }

  async function save(req: Request, res: Response, kind: FormKind, entered: Entered, typed: Typed): Promise<void> {
    const viewer = viewerOf(req);
    const id = [typed['clientUuid'] ?? ''].flat()[0] ?? '';
    const sent = await inTransaction(room.pool, async (client) => {
      const locked = await enterToWrite(viewer, client, entered.operation.id);
      const known = await sentAs(client, viewer, id);
      if (known === undefined) await saveFormDraft(room.keys, client, viewer, locked, { id, kind, typed, parentId: null });
      return known;
    });
    if (sent !== undefined) return res.redirect(303, `${pathOf(entered.operation.id)}/mail/${sent}`);
    await show(req, res, kind, entered, typed, [], new Date().toISOString());
  }
}

/** How many others a form is for. */
function recipientsOf({ audience, countries, memberIds }: Said, colleagues: readonly Colleague[]): number {
  if (audience === 'members') return memberIds.length;
  return audience === 'all' ? colleagues.length : colleagues.filter(({ country }) => country !== null && countries.includes(country)).length;
}

/** Problems of inputs on the page; where only a hidden one is wrong, that one. */
function visible(problems: readonly FieldProblem[]): readonly FieldProblem[] {
  const hidden = new Set<string>(messageInputs.filter((name) => name === 'clientUuid' || name === 'chain'));
  const shown = problems.filter(({ path }) => !hidden.has(path));
  return shown.length > 0 ? shown : problems;
}

function kindOf(req: Request): FormKind {
  const kind = formKinds.find((one) => one === req.params['kind']);
  if (!kind) throw new NotFound('no such form');
  return kind;
}
