import type { Request, Response } from 'express';
import { rights, viewerOf, type Viewer } from '../../../access/index.ts';
import { BadRequest, Forbidden } from '../../../errors.ts';
import {
  asking,
  longestReason,
  longtext,
  malformed,
  readForm,
  readQuery,
  uuid,
  type Typed,
} from '../../../fields/index.ts';
import { answerForm, Refused, showForm, type FormPage } from '../../../forms/index.ts';
import type { Sources } from '../../cells/sources.ts';
import { render } from '../../../web/render.ts';
import { wordsOf } from '../../context.ts';
import { noteCounted, sendFigure } from '../../question/pages-files.ts';
import { figureAsked } from '../../../web/send-figure.ts';
import { giveUp as giveUpIndicator } from '../kept/give-up.ts';
import { makeAlert } from '../kept/make-alert.ts';
import { countForAll, recount } from '../kept/recount.ts';
import type { KeptIndicator } from '../kept/store-indicators.ts';
import { listUses } from '../kept/store-uses.ts';
import { noteGivenUp } from '../kept/tell.ts';
import { watchIndicator } from '../kept/watch.ts';
import { indicatorOf, sourcesOf, type RiskContext } from './common.ts';
import { besideOf } from './evidence.ts';
import { madeOf } from './made.ts';
import { alertDraft } from './presenter-alert.ts';
import { presentIndicator } from './presenter-indicator.ts';
import { stateOf } from './presenter-rows.ts';
import { filtersFor, titleOf } from './presenter-words.ts';

const longestName = 80;
const once = { clientUuid: uuid };

function addressOf({ ref }: Pick<KeptIndicator, 'ref'>): string {
  return `/analysis/risk-indicators/${ref}`;
}

async function asked(context: RiskContext, req: Request, res: Response) {
  readQuery(req.query, {});
  const viewer = viewerOf(req);
  const kept = await indicatorOf(context, req);
  const sources = sourcesOf(context, req, res);
  const [now, uses] = await Promise.all([
    recount(context, viewer, kept),
    listUses(context.pool, kept.id),
    noteCounted(context, req),
  ]);
  const question = now?.question;
  const found = now ? now.found : ownFound(viewer, kept);
  const isKept = kept.givenUpAt === null;
  const data = {
    ...{ origin: { kind: 'kept' as const, kept, uses }, found },
    ...{ score: now?.score, state: stateOf({ kept, now }) },
    may: {
      ...{ keep: false, own: kept.officeId === viewer.office.id, giveUp: isKept && mayGiveUp(viewer, kept) },
      alert: isKept && found !== undefined && rights['cws:write'](viewer),
      watch: isKept && question !== undefined && isAsked(kept, sources),
    },
    made: kept.givenUpAt === null ? undefined : await madeOf(context, viewer, uses),
    ...(await besideOf(context, viewer, question, kept.found, sources.names.lang)),
  };
  return { question, names: sources.names, paged: presentIndicator(data, sources) };
}

/** One indicator that is kept. */
export async function show(context: RiskContext, req: Request, res: Response): Promise<void> {
  render(res, 'analysis/risk/indicator', (await asked(context, req, res)).paged);
}

/** One of its figures as a file. */
export async function file(context: RiskContext, req: Request, res: Response): Promise<void> {
  figureAsked(req);
  await sendFigure(context, req, res, await asked(context, req, res));
}

/** Counts as they were kept are for the office that kept them. */
function ownFound(viewer: Viewer, { officeId, found }: KeptIndicator) {
  return officeId === viewer.office.id ? found : undefined;
}

function mayGiveUp(viewer: Viewer, { officeId }: KeptIndicator): boolean {
  return officeId === viewer.office.id && rights['database:write'](viewer);
}

/** Whether any filter of the search says one of its signs. */
function isAsked({ found }: KeptIndicator, sources: Sources): boolean {
  return Object.keys(filtersFor(found.signs, sources).narrowed).length > 0;
}

/** Begins the draft of an alert and opens it; of what was given up meanwhile shows that. */
export async function alert(context: RiskContext, req: Request, res: Response): Promise<void> {
  const viewer = viewerOf(req);
  const { values } = readForm(req.body, once);
  if (!values) throw new BadRequest([malformed('clientUuid', '')]);
  const kept = await indicatorOf(context, req);
  if (kept.givenUpAt !== null) return res.redirect(303, addressOf(kept));
  const now = await recount(context, viewer, kept);
  const found = now ? now.found : ownFound(viewer, kept);
  if (!found) throw new Forbidden('no such case in the own records');
  const forAll = await countForAll(context, viewer, kept);
  const own = sourcesOf(context, req, res);
  const other = { ...own, names: context.names(own.names.lang === 'en' ? 'fr' : 'en') };
  const typed = alertDraft(kept, { found, forAll }, { own, other });
  const ref = await makeAlert(context, viewer, kept, { ...values, typed });
  res.redirect(303, `/cws/documents/${ref}/edit`);
}

/** Saves a watch list of its signs and opens it; of what was given up meanwhile shows that. */
export async function watch(context: RiskContext, req: Request, res: Response): Promise<void> {
  const viewer = viewerOf(req);
  const { values } = readForm(req.body, once);
  if (!values) throw new BadRequest([malformed('clientUuid', '')]);
  const kept = await indicatorOf(context, req);
  if (kept.givenUpAt !== null) return res.redirect(303, addressOf(kept));
  const sources = sourcesOf(context, req, res);
  const now = await recount(context, viewer, kept);
  const { narrowed } = filtersFor(kept.found.signs, sources);
  if (!now || !isAsked(kept, sources)) throw new Forbidden('no filter says what this indicator asks');
  const name = `${kept.ref} ${titleOf(kept.found, sources)}`.slice(0, longestName).trim();
  try {
    const id = await watchIndicator(context, viewer, kept, {
      ...values,
      name,
      criteria: { ...now.question.criteria, ...narrowed },
    });
    res.redirect(303, `/seizures/watches/${id}`);
  } catch (error) {
    // A hidden form has no field to say it at: the page of the lists says how many there may be.
    if (!(error instanceof Refused)) throw error;
    res.redirect(303, '/seizures/watches');
  }
}

const reasonField = { reason: longtext({ max: longestReason }) };

function giveUpForm(context: RiskContext, res: Response, kept: KeptIndicator, typed: Partial<Typed>): FormPage {
  const words = wordsOf(context, res);
  const { t } = words;
  const ask = asking(reasonField, typed, words, 'risk:form');
  return {
    title: t('risk:form.title', { ref: kept.ref }),
    lead: t('risk:form.lead'),
    crumbs: [
      { label: t('risk:section'), href: '/analysis/risk-indicators' },
      { label: kept.ref, href: addressOf(kept) },
    ],
    action: `${addressOf(kept)}/give-up`,
    groups: [{ fields: [ask('reason')] }],
    submit: { label: t('risk:act.giveUp'), icon: 'circle-x' },
    cancelHref: addressOf(kept),
  };
}

/** Throws Forbidden where another office keeps it. */
async function ownIndicator(context: RiskContext, req: Request): Promise<KeptIndicator> {
  const kept = await indicatorOf(context, req);
  if (!mayGiveUp(viewerOf(req), kept)) throw new Forbidden('kept by another office');
  return kept;
}

export async function askGiveUp(context: RiskContext, req: Request, res: Response): Promise<void> {
  readQuery(req.query, {});
  const kept = await ownIndicator(context, req);
  if (kept.givenUpAt !== null) return res.redirect(303, addressOf(kept));
  showForm(res, wordsOf(context, res), giveUpForm(context, res, kept, {}));
}

/** Gives it up; its page then says who did, and why. */
export async function giveUp(context: RiskContext, req: Request, res: Response): Promise<void> {
  const kept = await ownIndicator(context, req);
  if (kept.givenUpAt !== null) return res.redirect(303, addressOf(kept));
  const reading = readForm(req.body, reasonField);
  const page = giveUpForm(context, res, kept, reading.typed);
  await answerForm(res, wordsOf(context, res), page, reading, async ({ reason }) => {
    await giveUpIndicator(context, viewerOf(req), kept.ref, reason);
    return addressOf(kept);
  });
}

/** Notes that what was made of it rests on nothing any more: it waits no longer. */
export async function noted(context: RiskContext, req: Request, res: Response): Promise<void> {
  readForm(req.body, {});
  const kept = await indicatorOf(context, req);
  await noteGivenUp(context, viewerOf(req), kept);
  res.redirect(303, addressOf(kept));
}
