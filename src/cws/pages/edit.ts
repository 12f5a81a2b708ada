import { randomUUID } from 'node:crypto';
import type { Request, Response } from 'express';
import { viewerOf, type Viewer } from '../../access/index.ts';
import { BadRequest, Forbidden } from '../../errors.ts';
import { choice, readForm, readQuery, uuid, version } from '../../fields/index.ts';
import { ChangedMeanwhile } from '../../forms/index.ts';
import { renderDraft } from '../../markup/index.ts';
import { presentSimilar, type ShownSimilar } from '../alerts/presenter-similar.ts';
import { listSimilar } from '../alerts/similar.ts';
import { begin } from '../documents/editing/begin.ts';
import { longestBody } from '../documents/editing/fields.ts';
import { optionsFor } from '../documents/editing/options.ts';
import { presentEdit, type EditSources } from '../documents/presenters/presenter-edit.ts';
import { can } from '../documents/permissions.ts';
import { save } from '../documents/editing/save.ts';
import { getDocument, getVersion } from '../documents/store.ts';
import { getDraft, type Typed } from '../documents/editing/store-drafts.ts';
import { problemsOfDraft } from '../documents/editing/problems.ts';
import { typedOfBody } from '../documents/editing/read-form.ts';
import { kinds, type Kind } from '../kinds/index.ts';
import { wordsOf, type CwsContext } from '../context.ts';
import { kindNamed, refOf } from './common.ts';
import { printable } from '../../text/readable-text.ts';
import { render } from '../../web/render.ts';

/** What a form asks to be done once it is saved. */
const thens = ['stay', 'review', 'files', 'auto'] as const;
type Then = (typeof thens)[number];
const placeAfter: Readonly<Record<Exclude<Then, 'auto'>, string>> = {
  stay: '/edit?done=saved',
  review: '',
  files: '/files',
};

// Writing a document: the form, which saves itself as typed, and a preview of its text.

export async function ask(context: CwsContext, req: Request, res: Response): Promise<void> {
  readQuery(req.query, {});
  const [viewer, kind] = [viewerOf(req), kindOf(req)];
  if (!kind.writers(viewer)) throw new Forbidden('does not write documents of this kind');
  await show(context, res, viewer, kind, {
    typed: beginningOf(kind, viewer.lang),
    edition: 0,
    clientUuid: randomUUID(),
  });
}

export async function postNew(context: CwsContext, req: Request, res: Response): Promise<void> {
  const [viewer, kind] = [viewerOf(req), kindOf(req)];
  if (!kind.writers(viewer)) throw new Forbidden('does not write documents of this kind');
  const { clientUuid, then } = saving(req.body);
  const typed = typedOfBody(kind, req.body);
  const ref = await begin(context, viewer, kind.code, clientUuid, typed);
  await answerSaved(res, { ref, edition: 1, then }, () => similarTo(context, res, viewer, kind, ref, typed));
}

export async function edit(context: CwsContext, req: Request, res: Response): Promise<void> {
  const query = readQuery(req.query, { check: choice(['1']), done: choice(['saved', 'file', 'revised']) });
  const viewer = viewerOf(req);
  const document = await getDocument(context.pool, viewer, refOf(req));
  if (!can(viewer, 'edit', document) || !document.isOpen) throw new Forbidden('does not work on this document');
  const draft = await getDraft(context.pool, document);
  const problems = query.check === '' ? [] : await problemsOfDraft(context, viewer, document, draft.typed);
  await show(context, res, viewer, kinds[document.kind], { ...draft, document, problems, done: query.done });
}

export async function postEdit(context: CwsContext, req: Request, res: Response): Promise<void> {
  const viewer = viewerOf(req);
  const document = await getDocument(context.pool, viewer, refOf(req));
  const kind = kinds[document.kind];
  const { edition, then } = saving(req.body);
  const typed = typedOfBody(kind, req.body);
  try {
    await answerSaved(
      res,
      { ref: document.ref, edition: await save(context, viewer, document.ref, edition, typed), then },
      () => similarTo(context, res, viewer, kind, document.ref, typed),
    );
  } catch (error) {
    if (!(error instanceof ChangedMeanwhile)) throw error;
    const theirs = await getDraft(context.pool, document);
    if (then === 'auto') return void res.status(409).json({ savedBy: theirs.savedBy });
    await show(context, res, viewer, kind, { typed, edition: theirs.edition, document, theirs });
  }
}

export async function preview(context: CwsContext, req: Request, res: Response): Promise<void> {
  const { t } = wordsOf(context, res);
  const text: unknown = (req.body as { body?: unknown }).body;
  if (typeof text !== 'string') throw new BadRequest([{ path: 'body', key: 'forms:problem.missing' }]);
  const labels = { externalLabel: t('cws:externalLabel'), tableLabel: t('cws:tableLabel') };
  res.type('html').send(await renderDraft(text.slice(0, longestBody), labels));
}

async function show(
  context: CwsContext,
  res: Response,
  viewer: Viewer,
  kind: Kind,
  page: Pick<EditSources, 'typed' | 'edition'> &
    Partial<Pick<EditSources, 'clientUuid' | 'problems' | 'document' | 'theirs' | 'done' | 'savedAt' | 'savedBy'>>,
): Promise<void> {
  const { document, problems = [], theirs } = page;
  const before =
    document && document.version > 0 ? await getVersion(context.pool, document, document.version) : undefined;
  if (theirs) res.status(409);
  else if (problems.length > 0) res.status(422);
  const words = wordsOf(context, res);
  const [options, similar] = await Promise.all([
    optionsFor(context.pool, viewer, kind, words.lang),
    similarTo(context, res, viewer, kind, document?.ref, page.typed),
  ]);
  render(
    res,
    'cws/edit',
    presentEdit({ ...page, viewer, kind, words, lists: context.lists, problems, before, options, similar }),
  );
}

/** What is known already of the kind an alert tells of; other kinds are not compared. */
async function similarTo(
  context: CwsContext,
  res: Response,
  viewer: Viewer,
  kind: Kind,
  ref: string | undefined,
  typed: Typed,
): Promise<ShownSimilar[]> {
  return kind.code === 'alert'
    ? presentSimilar(await listSimilar(context, viewer, ref, typed), wordsOf(context, res))
    : [];
}

/** A new form: the writer's language, and nothing special about it. */
function beginningOf({ fields }: Kind, lang: string): Typed {
  const usual: Typed = { handling: 'H0', urgent: 'no' };
  return {
    original: lang,
    ...Object.fromEntries(Object.entries(usual).filter(([name]) => fields.some(field => field.name === name))),
  };
}

function kindOf(req: Request): Kind {
  return kinds[kindNamed(String(req.params.kind))];
}

function saving(body: unknown): { clientUuid: string; edition: number; then: Then } {
  const { clientUuid = randomUUID(), edition = '0', then = 'stay' } = body as Record<string, unknown>;
  const { values } = readForm(
    { clientUuid, edition, then },
    { clientUuid: uuid, edition: version, then: choice(thens) },
  );
  if (values) return values;
  throw new BadRequest([{ path: 'then', key: 'forms:problem.malformed', values: { value: printable(then) } }]);
}

async function answerSaved(
  res: Response,
  { ref, edition, then }: { ref: string; edition: number; then: Then },
  similar: () => Promise<ShownSimilar[]>,
): Promise<void> {
  if (then === 'auto')
    return void res.json({ ref, edition, action: `/cws/documents/${ref}/edit`, similar: await similar() });
  res.redirect(303, `/cws/documents/${ref}${placeAfter[then]}`);
}
