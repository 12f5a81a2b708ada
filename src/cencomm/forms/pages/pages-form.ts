import { randomUUID } from 'node:crypto';
import type { Request, Response } from 'express';
import { viewerOf, type Viewer } from '../../../access/index.ts';
import { note } from '../../../audit/index.ts';
import { inTransaction } from '../../../db/transaction.ts';
import { BadRequest, Forbidden, NotFound, NotVisible } from '../../../errors.ts';
import { freeText, readQuery } from '../../../fields/index.ts';
import { removeDraftAttachments } from '../../mail/writing/store-attachments.ts';
import { fieldsOf } from '../../operations/pages/form-fields.ts';
import { mayWrite, type Entered, type FormKind } from '../../operations/operation.ts';
import { enter, isId } from '../../operations/store.ts';
import { pathOf } from '../../pages-frame.ts';
import type { CencommContext } from '../../context.ts';
import type { SentForm } from '../store-sent-forms.ts';
import { eachOnce, typedPersons } from '../nominal/persons.ts';
import { ownFields } from './own-fields.ts';
import { chooseWarning } from './pages-choose.ts';
import { kindOf, openFormPage } from './pages-form-show.ts';
import { answerTo, typedOf } from './prefill.ts';
import type { Typed } from './read-form.ts';
import { dropFormDraft, readFormDraft } from '../store-drafts.ts';
import { readAddressees } from '../../groups/groups.ts';

/** Warning, feedback and seizure: the empty form, its draft opened again, and the draft thrown away. */
export function formPages(context: CencommContext) {
  const { show, answeredBy } = openFormPage(context);

  async function begin(viewer: Viewer, entered: Entered, kind: FormKind, number: string): Promise<Typed> {
    const answered = await answeredBy(viewer, entered, number);
    if (kind === 'feedback' && !answered?.chain.warningId) throw new NotVisible('feedback answers a warning');
    const empty = { clientUuid: randomUUID(), chain: number };
    const first = answered?.forms[0];
    if (!first)
      return { ...empty, ...(kind === 'seizure' ? { 'facts.country': entered.membership.country ?? '' } : {}) };
    const [asked, own] = [fieldsOf(entered.operation, kind), ownFields[kind]];
    const said = Object.assign({}, ...answered.forms.map(({ fields }) => fields)) as SentForm['fields'];
    // A warning may name a country before anything was found there; only the one who seized says what was seized.
    const {
      'own.answer': _answer,
      'own.doneOn': _day,
      'own.doneAt': _hour,
      ...fresh
    } = typedOf(said, asked, own) as Record<string, string | readonly string[]>;
    return {
      ...empty,
      ...fresh,
      'facts.country': entered.membership.country ?? '',
      ...typedPersons(eachOnce(answered.forms.flatMap(({ persons }) => persons))),
      ...answerTo(first, (await readAddressees(context, entered)).members),
    };
  }

  return {
    async ask(req: Request, res: Response): Promise<void> {
      const viewer = viewerOf(req);
      const entered = await enter(context.pool, viewer, req.params.id);
      const kind = kindOf(req);
      if (!mayWrite(entered)) throw new Forbidden('may not write');
      const query = addressedBy(req);
      if (kind === 'feedback' && query.chain === '' && query.draft === '')
        return chooseWarning(context, req, res, entered);
      if (query.draft === '')
        return show(req, res, entered, { kind, typed: await begin(viewer, entered, kind, query.chain) });
      const draft = await readFormDraft(context.pool, viewer, context.keys, entered, query.draft);
      if (draft?.kind !== kind) throw new NotVisible('no such draft');
      await show(req, res, entered, { kind, typed: { ...draft.typed, version: String(draft.version) } });
    },

    async discard(req: Request, res: Response): Promise<void> {
      const viewer = viewerOf(req);
      const entered = await enter(context.pool, viewer, req.params.id);
      const id = req.params.draft;
      if (!isId(id)) throw new NotFound('no such draft');
      const stored = await inTransaction(context.pool, async client => {
        const files = await removeDraftAttachments(client, viewer, id);
        if (!(await dropFormDraft(client, viewer, entered.operation.id, id))) throw new NotVisible('no such draft');
        await note(client, viewer, { action: 'chain.formDiscarded', subject: `operation:${entered.operation.id}` });
        return files;
      });
      await context.intake.remove(...stored);
      res.redirect(303, `${pathOf(entered.operation.id)}/board`);
    },
  };
}

/** The chain a form answers, or the draft it opens. Throws BadRequest. */
function addressedBy(req: Request): { chain: string; draft: string } {
  const query = readQuery(req.query, { chain: freeText, draft: freeText });
  const problems = [
    ...(query.chain === '' || /^[1-9]\d{0,5}$/.test(query.chain) ? [] : ['chain']),
    ...(query.draft === '' || isId(query.draft) ? [] : ['draft']),
  ];
  if (problems.length === 0) return query;
  throw new BadRequest(problems.map(path => ({ path, key: 'forms:problem.malformed', values: { value: '' } })));
}
