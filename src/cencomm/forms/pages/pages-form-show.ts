import type { Request, Response } from 'express';
import { viewerOf, type Viewer } from '../../../access/index.ts';
import { NotFound, NotVisible, type FieldProblem } from '../../../errors.ts';
import type { Words } from '../../../reference/index.ts';
import { recordWordsFor } from '../../../seizures/index.ts';
import { listDraftAttachments } from '../../mail/writing/store-attachments.ts';
import { formKinds, type Entered, type FormKind } from '../../operations/operation.ts';
import { isId } from '../../operations/store.ts';
import { frameOf, pathOf } from '../../pages-frame.ts';
import { wordsOf, type CencommContext } from '../../context.ts';
import { numberOf, type Chain } from '../shipment.ts';
import { amendedBy } from '../versions/meanwhile.ts';
import type { FormPageSources } from './form-page-sources.ts';
import { presentFormPage } from './form-page.ts';
import { readForms, type SentForm } from '../store-sent-forms.ts';
import { otherWindow } from './other-window.ts';
import type { Typed } from './read-form.ts';
import type { TypedDraft } from '../store-drafts.ts';
import { chainNumbered } from '../store-chains.ts';
import { readAddressees } from '../../groups/groups.ts';
import { render } from '../../../web/render.ts';

interface Answered {
  readonly chain: Chain;
  readonly forms: readonly SentForm[];
}

/** A form to show: what was typed, what is wrong with it, and what was done last, as a sentence. */
interface ShownForm {
  readonly kind: FormKind;
  readonly typed: Typed;
  readonly problems?: readonly FieldProblem[];
  readonly done?: string;
  readonly meanwhile?: FormPageSources['meanwhile'];
  /** What another window saved of it. */
  readonly other?: TypedDraft;
}

/** The warning that is answered: number, subject and address. */
function answeredView({ chain, forms: [root] }: Answered, { operation }: Entered, { t }: Words) {
  if (!root) return undefined;
  return {
    label: numberOf(chain.number, chain.warningId !== null),
    text: root.subject ?? t('cencommforms:board.broken'),
    href: `${pathOf(operation.id)}/mail/${root.id}`,
  };
}

/** The page of a form, with the chain it answers and the files of its draft. */
export function openFormPage(context: CencommContext) {
  const recordWords = recordWordsFor(context);
  const first = (typed: Typed, name: string): string => [typed[name] ?? ''].flat()[0] ?? '';

  /** The chain that is answered, with its messages; undefined where none is. Throws NotVisible. */
  async function answeredBy(viewer: Viewer, entered: Entered, number: string): Promise<Answered | undefined> {
    if (number === '') return undefined;
    const chain = await chainNumbered(context.pool, viewer, entered, Number(number));
    if (!chain) throw new NotVisible('no such chain');
    const root = chain.warningId ?? chain.seizureId;
    const forms = (await readForms(context.pool, viewer, context.keys, entered)).filter(
      ({ firstId, threadId }) => firstId === root || threadId === root,
    );
    return { chain, forms };
  }

  async function show(
    req: Request,
    res: Response,
    entered: Entered,
    { kind, typed, problems = [], done, meanwhile, other }: ShownForm,
  ): Promise<void> {
    const [viewer, words, draftId] = [viewerOf(req), wordsOf(context, res), first(typed, 'clientUuid')];
    const [frame, addressees, answered, attachments, amends] = await Promise.all([
      frameOf(context, viewer, res, entered, 'board'),
      readAddressees(context, entered),
      answeredBy(viewer, entered, first(typed, 'chain')),
      isId(draftId) ? listDraftAttachments(context.pool, viewer, context.keys, draftId) : [],
      amendedBy(context, viewer, entered, first(typed, 'amends')),
    ]);
    if (problems.length > 0 && res.statusCode === 200) res.status(422);
    const answers = answered && answeredView(answered, entered, words);
    const sources: FormPageSources = {
      ...{ context, entered, kind, words, addressees, ownId: viewer.accountId, typed, problems, attachments },
      recordWords: recordWords(words.lang),
      ...(answers ? { answers } : {}),
      ...(amends ? { amends } : {}),
      ...(done ? { done } : {}),
    };
    render(res, 'cencomm/forms/new', { frame, ...presentFormPage(withOther(sources, other, meanwhile)) });
  }

  return { show, answeredBy, recordWords };
}

/** With what another window saved, or somebody else sent, beside it. */
function withOther(
  sources: FormPageSources,
  other: ShownForm['other'],
  meanwhile: ShownForm['meanwhile'],
): FormPageSources {
  const both = other ? otherWindow(sources, other) : meanwhile;
  return both ? { ...sources, meanwhile: both } : sources;
}

/** Which form an address names. Throws NotFound. */
export function kindOf(req: Request): FormKind {
  const kind = formKinds.find(one => one === req.params.kind);
  if (!kind) throw new NotFound('no such form');
  return kind;
}
