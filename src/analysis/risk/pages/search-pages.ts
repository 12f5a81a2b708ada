import type { Request, Response } from 'express';
import { rights, viewerOf } from '../../../access/index.ts';
import { NotVisible } from '../../../errors.ts';
import { readForm, readQuery } from '../../../fields/index.ts';
import { render } from '../../../web/render.ts';
import { noteCounted, sendFigure } from '../../question/pages-files.ts';
import { figureAsked } from '../../../web/send-figure.ts';
import type { Method } from '../finding/found.ts';
import { keepIndicator } from '../kept/keep.ts';
import { readKept } from '../finding/read-query.ts';
import { queueSearch } from '../finding/start.ts';
import { stopSearch } from '../finding/stop.ts';
import { listKeptOf } from '../kept/store-indicators.ts';
import { listFound, type RiskSearch } from '../finding/store-searches.ts';
import { searchOf, sourcesOf, type RiskContext } from './common.ts';
import { besideOf, coverageNow } from './evidence.ts';
import { presentIndicator } from './presenter-indicator.ts';
import { presentSearch, progressOf, searchHref } from './presenter-search.ts';

/** Milliseconds after which a search that still waits is asked for again: its request may have been lost. */
const quiet = 15_000;

async function asked(context: RiskContext, req: Request, res: Response) {
  readQuery(req.query, {});
  const viewer = viewerOf(req);
  const search = await searchOf(context, req);
  const sources = sourcesOf(context, req, res);
  const isOver = search.state === 'done';
  const question = readKept(search.query, context);
  const [found, kept, coverage] = await Promise.all([
    isOver ? listFound(context.pool, search.id) : [],
    listKeptOf(context.pool, search.id),
    isOver && question ? coverageNow(context, viewer, question) : undefined,
  ]);
  const mayKeep = rights['database:write'](viewer);
  const paged = presentSearch({ search, found, kept, mayKeep, coverage }, sources);
  return { search, question, names: sources.names, paged };
}

/** A search: how far it is, or what it found. */
export async function show(context: RiskContext, req: Request, res: Response): Promise<void> {
  const { search, paged } = await asked(context, req, res);
  if (search.state === 'waiting' && Date.now() - Date.parse(search.askedAt) > quiet)
    await queueSearch(context, search.id);
  render(res, 'analysis/risk/search', paged);
}

/** What it found as a file. */
export async function file(context: RiskContext, req: Request, res: Response): Promise<void> {
  figureAsked(req);
  await sendFigure(context, req, res, await asked(context, req, res));
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

async function askedOne(context: RiskContext, req: Request, res: Response) {
  readQuery(req.query, {});
  const viewer = viewerOf(req);
  const [search, place] = [await searchOf(context, req), placeOf(req)];
  const [all, kept] = await Promise.all([listFound(context.pool, search.id), listKeptOf(context.pool, search.id)]);
  const one = all[place - 1];
  if (!isDone(search) || !one) throw new NotVisible('no such indicator');
  const ref = kept.get(place);
  if (ref !== undefined) return { ref };
  const sources = sourcesOf(context, req, res);
  const question = readKept(search.query, context);
  const { lang } = sources.names;
  const [beside] = await Promise.all([besideOf(context, viewer, question, one, lang), noteCounted(context, req)]);
  const may = { keep: rights['database:write'](viewer), alert: false, watch: false, giveUp: false, own: true };
  const origin = { kind: 'found' as const, search, place };
  const data = { ...{ origin, found: one, score: undefined, state: undefined, made: undefined }, ...beside, may };
  return { question, names: sources.names, paged: presentIndicator(data, sources) };
}

/** One of the indicators that were found; where it is kept, what is kept of it. */
export async function found(context: RiskContext, req: Request, res: Response): Promise<void> {
  const one = await askedOne(context, req, res);
  if ('ref' in one) return res.redirect(303, keptHref(one.ref));
  render(res, 'analysis/risk/indicator', one.paged);
}

/** One of its figures as a file. */
export async function foundFile(context: RiskContext, req: Request, res: Response): Promise<void> {
  figureAsked(req);
  const one = await askedOne(context, req, res);
  if ('ref' in one) return res.redirect(303, `${keptHref(one.ref)}/files/${String(req.params.file)}`);
  await sendFigure(context, req, res, one);
}

function keptHref(ref: string): string {
  return `/analysis/risk-indicators/${ref}`;
}

/** Keeps one of them, and shows it. */
export async function keep(context: RiskContext, req: Request, res: Response): Promise<void> {
  readForm(req.body, {});
  const search = await searchOf(context, req);
  const ref = await keepIndicator(context, viewerOf(req), search.id, placeOf(req));
  res.redirect(303, keptHref(ref));
}

function isDone(search: RiskSearch): search is RiskSearch & { readonly method: Method } {
  return search.state === 'done' && search.method !== null;
}

function placeOf(req: Request): number {
  const place = String(req.params.place);
  if (!/^[1-9]\d{0,2}$/.test(place)) throw new NotVisible('no such indicator');
  return Number(place);
}
