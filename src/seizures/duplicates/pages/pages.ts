import { randomUUID } from 'node:crypto';
import type { Request, Response } from 'express';
import { viewerOf, type Lang, type Viewer } from '../../../access/index.ts';
import { recordRead } from '../../../audit/index.ts';
import { BadRequest, Forbidden, NotVisible, type FieldProblem } from '../../../errors.ts';
import { longtext, malformed, readForm, readQuery } from '../../../fields/index.ts';
import { ChangedMeanwhile, Refused, answerForm } from '../../../forms/index.ts';
import { render } from '../../../web/render.ts';
import { handlersOf } from '../../../web/route.ts';
import type { Seizures, SeizuresContext } from '../../context.ts';
import { longestReason } from '../../entry/form-check.ts';
import { refOf } from '../../entry/pages/load.ts';
import { can } from '../../permissions.ts';
import { wordsFor, type Words } from '../../record/pages/presenter-words.ts';
import { readSeizure, visibleRefs, type Seizure } from '../../record/store.ts';
import { recordRef } from '../../verification/pages/query.ts';
import type { Pick } from '../side.ts';
import { groupOf, readBeside } from '../group.ts';
import { decide, type Is } from '../merge.ts';
import { findKept } from '../store-merge.ts';
import { listOpenPairs, mostPairs } from '../store-pairs.ts';
import { unlink, unmerge } from '../undo.ts';
import { readDecision, type Asked } from './decision.ts';
import { recordsNamed } from './form.ts';
import { presentComparison } from './presenter-compare.ts';
import { presentGroups } from './presenter-groups.ts';
import { undoPage } from './undo-page.ts';
import { changedSince } from './what-changed.ts';
import { countBefore } from './count-before.ts';
import { listGroups } from './list-groups.ts';

interface Shown {
  readonly seizures: readonly Seizure[];
  readonly is?: readonly Is[];
  readonly picks?: ReadonlyMap<string, Pick>;
  readonly clientUuid?: string;
  readonly problems?: readonly FieldProblem[];
  /** What somebody else changed meanwhile, in words. */
  readonly changed?: readonly string[];
}

/** Records that may be one event: the groups, one side by side, and what is decided about it. */
export function duplicatePages({ context }: Seizures) {
  return handlersOf(context, { index, compare, decide: decideGroup, unmerge: unmergeRecord, unlink: unlinkRecord });
}

const wordsOf = (context: SeizuresContext, res: Response): Words => wordsFor(context)(res.locals.lang as Lang);

async function show(context: SeizuresContext, req: Request, res: Response, shown: Shown): Promise<void> {
  const viewer = viewerOf(req);
  const [count, pairs] = await Promise.all([
    countBefore(context, viewer, shown.seizures, shown),
    listOpenPairs(context.pool, viewer, mostPairs),
  ]);
  const page = presentComparison({
    opened: refOf(req),
    viewer,
    seizures: shown.seizures,
    is: shown.is,
    picks: shown.picks,
    problems: shown.problems ?? [],
    changed: shown.changed ?? [],
    count,
    pairs,
    clientUuid: shown.clientUuid ?? randomUUID(),
    offices: context.offices,
    words: wordsOf(context, res),
  });
  render(res, 'seizures/duplicates/compare', page);
}

/** The record of the address: 404 unless visible; undefined where it is merged and the answer led on. */
async function opened({ pool }: SeizuresContext, req: Request, res: Response): Promise<Seizure | undefined> {
  const viewer = viewerOf(req);
  const deed = { action: 'seizure.read', detail: { for: 'comparison' } } as const;
  const seizure = await readSeizure(pool, viewer, refOf(req), deed);
  if (seizure.mergedInto === null) return seizure;
  const [into] = await visibleRefs(pool, viewer, [seizure.mergedInto]);
  if (into === undefined) throw new NotVisible('merged into what is not visible');
  res.redirect(301, `/seizures/${into}/duplicates`);
  return undefined;
}

function requireTheirs(viewer: Viewer, seizures: readonly Seizure[]): void {
  if (!seizures.some(one => can(viewer, 'merge', one))) throw new Forbidden('none of these is theirs');
}

async function index(context: SeizuresContext, req: Request, res: Response): Promise<void> {
  readQuery(req.query, {});
  const viewer = viewerOf(req);
  const [groups] = await Promise.all([
    listGroups(context.pool, viewer),
    recordRead(context.pool, viewer, { action: 'seizure.duplicatesListed' }),
  ]);
  render(res, 'seizures/duplicates/groups', presentGroups(groups, wordsOf(context, res)));
}

async function compare(context: SeizuresContext, req: Request, res: Response): Promise<void> {
  const beside = readQuery(req.query, { with: recordRef }).with;
  const seizure = await opened(context, req, res);
  if (!seizure) return;
  const { seizures } = await groupOf(context.pool, viewerOf(req), seizure, beside === '' ? [] : [beside]);
  requireTheirs(viewerOf(req), seizures);
  const missing = beside !== '' && !seizures.some(({ ref }) => ref === beside);
  const problems = missing ? [{ path: 'with', key: 'duplicates:problem.notThere', values: { ref: beside } }] : [];
  await show(context, req, missing ? res.status(422) : res, { seizures, problems });
}

async function decideGroup(context: SeizuresContext, req: Request, res: Response): Promise<void> {
  const { pool } = context;
  const viewer = viewerOf(req);
  const body = req.body as Readonly<Record<string, unknown>> | undefined;
  const done = await findKept(pool, viewer, typedUuid(body));
  if (done !== undefined) return res.redirect(303, `/seizures/${done}`);
  const seizure = await opened(context, req, res);
  if (!seizure) return;
  const typed = [body?.record ?? []].flat().join(',');
  const named = recordsNamed(typed);
  if (!named?.some(({ ref }) => ref === seizure.ref)) throw new BadRequest([malformed('record', typed)]);
  const found = await Promise.all(named.map(({ ref }) => readBeside(pool, viewer, ref)));
  const seizures = found.filter(one => one !== undefined);
  requireTheirs(viewer, seizures);
  const changed = await changedSince(pool, viewer, named, found, wordsOf(context, res));
  if (changed.length > 0) return showChanged(context, req, res, seizures, changed);
  const asked = readDecision(context, body, named, seizures);
  if ('problems' in asked) return show(context, req, res.status(422), asked);
  if (asked.act === 'preview') return show(context, req, res, asked);
  await carryOut(context, req, res, asked);
}

function typedUuid(body: Readonly<Record<string, unknown>> | undefined): string {
  return typeof body?.clientUuid === 'string' ? body.clientUuid : '';
}

/** 409: the records in force as they are now, and what changed. */
async function showChanged(
  context: SeizuresContext,
  req: Request,
  res: Response,
  seizures: readonly Seizure[],
  changed: readonly string[],
): Promise<void> {
  const inForce = seizures.filter(({ status }) => status !== 'merged' && status !== 'withdrawn');
  await show(context, req, res.status(409), { seizures: inForce, changed });
}

async function carryOut(context: SeizuresContext, req: Request, res: Response, asked: Asked): Promise<void> {
  const { seizures, is, picks, clientUuid } = asked;
  const records = seizures.map(({ ref, version }, at) => ({ ref, version, is: is[at] ?? 'different' }));
  try {
    await decide(context, viewerOf(req), { clientUuid, records, record: asked.record });
  } catch (error) {
    if (error instanceof Refused)
      return show(context, req, res.status(422), { seizures, is, picks, problems: [error.problem] });
    if (!(error instanceof ChangedMeanwhile)) throw error;
    const now = await Promise.all(records.map(({ ref }) => readBeside(context.pool, viewerOf(req), ref)));
    const changed = await changedSince(context.pool, viewerOf(req), records, now, wordsOf(context, res));
    const there = now.filter(one => one !== undefined);
    return showChanged(context, req, res, there, changed);
  }
  const kept = records.find(one => one.is === 'keep')?.ref ?? refOf(req);
  const done = is.includes('merge') ? 'merged' : is.includes('link') ? 'linked' : 'apart';
  res.redirect(303, `/seizures/${kept}?${done}=1`);
}

async function unmergeRecord(context: SeizuresContext, req: Request, res: Response): Promise<void> {
  const ref = refOf(req);
  const viewer = viewerOf(req);
  const words = wordsOf(context, res);
  const deed = { action: 'seizure.read', detail: { for: 'unmerging' } } as const;
  const seizure = await readSeizure(context.pool, viewer, ref, deed);
  if (seizure.status === 'merged' && !can(viewer, 'unmerge', seizure)) throw new Forbidden('may not undo it');
  const reading = readForm(req.body, { reason: longtext({ max: longestReason }) });
  await answerForm(res, words, undoPage(ref, reading.typed.reason, words), reading, async values => {
    const kept = await unmerge(context, viewer, ref, values.reason);
    return `/seizures/${kept}?unmerged=1`;
  });
}

async function unlinkRecord(context: SeizuresContext, req: Request, res: Response): Promise<void> {
  readForm(req.body, {});
  const other = String(req.params.other ?? '');
  if (!/^[A-Z]{2}-\d{4}-\d{6,9}$/.test(other)) throw new NotVisible('no reference');
  await unlink(context, viewerOf(req), refOf(req), other);
  res.redirect(303, `/seizures/${refOf(req)}?unlinked=1`);
}
