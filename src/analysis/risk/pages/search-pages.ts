import type { Request, Response } from 'express';
import { rights, viewerOf } from '../../../access/index.ts';
import { NotVisible } from '../../../errors.ts';
import { readForm, readQuery } from '../../../fields/index.ts';
import { render } from '../../../web/render.ts';
import type { Method } from '../finding/found.ts';
import { keepIndicator } from '../kept/keep.ts';
import { readQuery as readWritten } from '../finding/read-query.ts';
import { queueSearch } from '../finding/start.ts';
import { stopSearch } from '../finding/stop.ts';
import { listKeptOf } from '../kept/store-indicators.ts';
import { listFound } from '../finding/store-searches.ts';
import type { RiskSearch } from '../finding/store-searches.ts';
import { searchOf, sourcesOf } from './common.ts';
import type { RiskContext } from './common.ts';
import { casesOf, statedOf } from './evidence.ts';
import { presentIndicator } from './presenter-indicator.ts';
import { presentSearch, progressOf, searchHref } from './presenter-search.ts';

/** Milliseconds after which a search that still waits is asked for again: its request may have been lost. */
const quiet = 15_000;

/** A search: how far it is, or what it found. */
export async function show(context: RiskContext, req: Request, res: Response): Promise<void> {
  readQuery(req.query, {});
  const search = await searchOf(context, req);
  if (search.state === 'waiting' && Date.now() - Date.parse(search.askedAt) > quiet)
    await queueSearch(context, search.id);
  const [found, kept] = await Promise.all([
    search.state === 'done' ? listFound(context.pool, search.id) : [],
    listKeptOf(context.pool, search.id),
  ]);
  const mayKeep = rights['database:write'](viewerOf(req));
  render(res, 'analysis/risk/search', presentSearch({ search, found, kept, mayKeep }, sourcesOf(context, req, res)));
}

/** How far it is, for public/js/progress.js. */
export async function progress(context: RiskContext, req: Request, res: Response): Promise<void> {
  readQuery(req.query, {});
  res.json(progressOf(await searchOf(context, req), sourcesOf(context, req, res)));
}

export async function stop(context: RiskContext, req: Request, res: Response): Promise<void> {
  readForm(req.body, {});
  const search = await searchOf(context, req);
  await stopSearch(context, viewerOf(req), search.id);
  res.redirect(303, searchHref(search));
}

/** One of the indicators that were found. */
export async function found(context: RiskContext, req: Request, res: Response): Promise<void> {
  readQuery(req.query, {});
  const viewer = viewerOf(req);
  const [search, place] = [await searchOf(context, req), placeOf(req)];
  const [all, kept] = await Promise.all([listFound(context.pool, search.id), listKeptOf(context.pool, search.id)]);
  const one = all[place - 1];
  if (!isDone(search) || !one) throw new NotVisible('no such indicator');
  const ref = kept.get(place);
  if (ref !== undefined) return res.redirect(303, `/analysis/risk-indicators/${ref}`);
  const question = readWritten(search.query, context);
  const [cases, stated] = await Promise.all([
    casesOf(context, viewer, question, one),
    statedOf(context, viewer, question, one),
  ]);
  const may = { keep: rights['database:write'](viewer), alert: false, watch: false, giveUp: false, own: true };
  const origin = { kind: 'found' as const, search, place };
  const data = { ...{ origin, found: one, score: undefined, state: undefined }, ...{ question, cases, stated, may } };
  render(res, 'analysis/risk/indicator', presentIndicator(data, sourcesOf(context, req, res)));
}

/** Keeps one of them, and shows it. */
export async function keep(context: RiskContext, req: Request, res: Response): Promise<void> {
  readForm(req.body, {});
  const search = await searchOf(context, req);
  const ref = await keepIndicator(context, viewerOf(req), search.id, placeOf(req));
  res.redirect(303, `/analysis/risk-indicators/${ref}`);
}

function isDone(search: RiskSearch): search is RiskSearch & { readonly method: Method } {
  return search.state === 'done' && search.method !== null;
}

function placeOf(req: Request): number {
  const place = String(req.params.place);
  if (!/^[1-9]\d{0,2}$/.test(place)) throw new NotVisible('no such indicator');
  return Number(place);
}
