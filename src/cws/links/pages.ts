import { randomUUID } from 'node:crypto';
import type { Request, Response } from 'express';
import { rights, viewerOf } from '../../access/index.ts';
import { note } from '../../audit/index.ts';
import { Conflict, NotFound, type FieldProblem } from '../../errors.ts';
import { choice, freeText, readForm, readQuery, text, uuid, version } from '../../fields/index.ts';
import { answerForm, ChangedMeanwhile, Refused, showForm } from '../../forms/index.ts';
import { wordsOf, type CwsContext } from '../context.ts';
import { askForCheck } from './jobs.ts';
import { addLink, amendLink, factsOf, moveLink, retireLink, returnLink } from './edit-links.ts';
import { linkFields, linkForm, path, typedOf, type Subject } from './form.ts';
import { nameOf, presentList, shown } from './presenter.ts';
import { presentLink, valueText } from './presenter-one.ts';
import { getLink, listChanges, listLinks, listRetired } from './store.ts';
import { lastRun } from './store-checks.ts';
import { render } from '../../web/render.ts';

const listDeeds = ['checkAsked', 'reordered'] as const;
const oneDeeds = ['added', 'amended', 'retired', 'returned'] as const;

// The links: every member's to read, the administrator's to keep.

export async function index(context: CwsContext, req: Request, res: Response): Promise<void> {
  const { viewer, words, subjects } = at(context, req, res);
  const mayEdit = rights.administrator(viewer);
  const states = shown.filter(state => mayEdit || state !== 'retired');
  const { done, ...query } = readQuery(req.query, {
    subject: choice(subjects.map(({ code }) => code)),
    state: choice(states),
    q: freeText,
    done: choice(mayEdit ? listDeeds : []),
  });
  const [links, run, retired] = await Promise.all([
    listLinks(context.pool, viewer),
    lastRun(context.pool),
    mayEdit ? listRetired(context.pool, viewer) : undefined,
  ]);
  render(res, 'cws/links/index', {
    ...presentList({
      links,
      query,
      subjects,
      outside: context.outside,
      words,
      ...(run ? { run } : {}),
      ...(retired ? { retired } : {}),
    }),
    done,
    mayCheck: mayEdit && context.outside,
  });
}

export function ask(context: CwsContext, req: Request, res: Response): void {
  readQuery(req.query, {});
  const { words, subjects } = at(context, req, res);
  showForm(res, words, linkForm({ words, subjects, typed: { clientUuid: randomUUID() } }));
}

export async function add(context: CwsContext, req: Request, res: Response): Promise<void> {
  const { viewer, words, subjects } = at(context, req, res);
  const reading = readForm(req.body, { clientUuid: uuid, ...linkFields(subjects) });
  const form = linkForm({ words, subjects, typed: reading.typed });
  await answerForm(res, words, form, reading, async ({ clientUuid, ...facts }) => {
    const id = await addLink(context, viewer, clientUuid, facts);
    return `${path}/${id}?done=added`;
  });
}

export async function edit(context: CwsContext, req: Request, res: Response): Promise<void> {
  const { take } = readQuery(req.query, { take: choice(['moved']) });
  const { viewer, words, subjects } = at(context, req, res);
  const link = await getLink(context.pool, viewer, idOf(req));
  const typed = {
    ...typedOf(factsOf(link)),
    version: String(link.version),
    ...(take === 'moved' && link.movedTo !== null ? { url: link.movedTo } : {}),
  };
  showForm(res, words, linkForm({ words, subjects, typed, link: { id: link.id, name: nameOf(link, words) } }));
}

export async function save(context: CwsContext, req: Request, res: Response): Promise<void> {
  const { viewer, words, subjects } = at(context, req, res);
  const before = await getLink(context.pool, viewer, idOf(req));
  const { typed, values, problems } = readForm(req.body, { version, ...linkFields(subjects) });
  const form = { words, subjects, typed, link: { id: before.id, name: nameOf(before, words) } };
  if (!values) return showForm(res, words, linkForm(form), problems);
  try {
    const { version: seen, ...facts } = values;
    await amendLink(context, viewer, before.id, seen, facts);
  } catch (error) {
    if (error instanceof Refused) return showForm(res, words, linkForm(form), [error.problem]);
    if (!(error instanceof ChangedMeanwhile)) throw error;
    const now = await getLink(context.pool, viewer, before.id);
    const items = Object.entries(factsOf(now)).map(([name, value]) => ({
      label: words.t(`cwslinks:field.${name}`),
      value: valueText(name, value, subjects, words),
    }));
    return showForm(
      res,
      words,
      linkForm({
        ...form,
        typed: { ...typed, version: String(now.version) },
        meanwhile: { text: words.t('cwslinks:edit.meanwhile'), items },
      }),
    );
  }
  res.redirect(303, `${path}/${before.id}?done=amended`);
}

export async function retire(context: CwsContext, req: Request, res: Response): Promise<void> {
  const { typed, values, problems } = readForm(req.body, { reason: text({ max: 300 }) });
  await getLink(context.pool, viewerOf(req), idOf(req));
  if (!values) return show(context, req, res, { typed, problems: [...problems], status: 422 });
  await retireLink(context, viewerOf(req), idOf(req), values.reason);
  res.redirect(303, `${path}/${idOf(req)}?done=retired`);
}

export async function giveBack(context: CwsContext, req: Request, res: Response): Promise<void> {
  readForm(req.body, {});
  try {
    await returnLink(context, viewerOf(req), idOf(req));
  } catch (error) {
    if (!(error instanceof Conflict) && !(error instanceof Refused)) throw error;
    return show(context, req, res, { status: 409, meanwhile: true });
  }
  res.redirect(303, `${path}/${idOf(req)}?done=returned`);
}

export async function move(context: CwsContext, req: Request, res: Response): Promise<void> {
  const { values } = readForm(req.body, { direction: choice(['up', 'down']) });
  const link = await getLink(context.pool, viewerOf(req), idOf(req));
  if (!values) return show(context, req, res, { status: 422 });
  await moveLink(context, viewerOf(req), link.id, values.direction === 'up' ? 'up' : 'down');
  res.redirect(303, `${path}?done=reordered#link-${link.id}`);
}

export async function check(context: CwsContext, req: Request, res: Response): Promise<void> {
  readForm(req.body, {});
  if (!context.outside) throw new Conflict('this portal asks no other site');
  await note(context.pool, viewerOf(req), { action: 'link.checkAsked' });
  await askForCheck(context);
  res.redirect(303, `${path}?done=checkAsked`);
}

function at(context: CwsContext, req: Request, res: Response) {
  const words = wordsOf(context, res);
  const subjects = context.lists
    .all('link_subject')
    .map((entry): Subject => ({ code: entry.code, name: words.lang === 'fr' ? entry.nameFr : entry.nameEn }));
  return { viewer: viewerOf(req), words, subjects };
}

export async function show(
  context: CwsContext,
  req: Request,
  res: Response,
  failed: { typed?: Record<string, string>; problems?: FieldProblem[]; status?: number; meanwhile?: true } = {},
): Promise<void> {
  const { viewer, words, subjects } = at(context, req, res);
  const { done } = failed.status ? { done: '' } : readQuery(req.query, { done: choice(oneDeeds) });
  const link = await getLink(context.pool, viewer, idOf(req));
  const changes = await listChanges(context.pool, viewer, link.id);
  if (failed.status) res.status(failed.status === 409 ? 409 : 422);
  render(res, 'cws/links/show', {
    ...presentLink({ link, changes, subjects, words, ...failed }),
    done,
    meanwhile: failed.meanwhile,
  });
}

function idOf(req: Request): number {
  const id = String(req.params.id);
  if (!/^[1-9]\d{0,8}$/.test(id)) throw new NotFound('no such link');
  return Number(id);
}
