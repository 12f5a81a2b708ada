import type { Request, Response } from 'express';
import { viewerOf, type Lang, type Viewer } from '../../../access/index.ts';
import { recordRead } from '../../../audit/index.ts';
import { BadRequest, Forbidden, type FieldProblem } from '../../../errors.ts';
import { anyTexts, choice, longtext, malformed, readForm, readQuery, shaped } from '../../../fields/index.ts';
import { ChangedMeanwhile, Refused } from '../../../forms/index.ts';
import { render } from '../../../web/render.ts';
import type { Seizures, SeizuresContext } from '../../context.ts';
import { longestReason } from '../../entry/form-check.ts';
import { openSheet } from '../../entry/form-sheet.ts';
import { flagsOfSheet } from '../../entry/one-page/hints.ts';
import { draftIdOf } from '../../entry/pages/load.ts';
import { isContactPoint } from '../../permissions.ts';
import { wordsFor, type Words } from '../../record/pages/presenter-words.ts';
import { approve, openSent, recall, sendBack, type AskedDraft } from '../approve.ts';
import { readRules } from '../store-rules.ts';
import { findSent, listApproved, listSent, readPace } from '../store.ts';
import { presentDesk } from './presenter-desk.ts';
import { presentSent } from './presenter-sent.ts';

const asDraft = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})@(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)$/;
const asked = shaped(asDraft, 'forms:problem.malformed');
const reason = longtext({ max: longestReason });
/** Drafts approved at one press. */
const mostAtOnce = 50;

const deeds = ['approved', 'returned'] as const;
const query = {
  done: choice(deeds, { optional: true }),
  n: shaped(/^\d{1,2}$/, 'forms:problem.malformed', { optional: true }),
};

interface Again {
  readonly problem?: FieldProblem;
  readonly refused?: readonly string[];
  readonly done?: { readonly what: (typeof deeds)[number]; readonly n: number };
}

type WordsOf = (res: Response) => Words;

function showing(context: SeizuresContext, wordsOf: WordsOf) {
  async function show(req: Request, res: Response, again: Again = {}): Promise<void> {
    const viewer = viewerOf(req);
    if (!isContactPoint(viewer, viewer.office.id)) throw new Forbidden('not the contact point of the office');
    const { pool } = context;
    const [rows, rules, approved, pace] = await Promise.all([
      listSent(pool, viewer),
      readRules(pool, viewer.office.id),
      listApproved(pool, viewer.office.id),
      readPace(pool, viewer.office.id),
      recordRead(pool, viewer, { action: 'approval.listed' }),
    ]);
    const words = wordsOf(res);
    const shown = { viewer, words, context };
    const flags = await Promise.all(rows.map(async ({ typed }) => flagsOfSheet(shown, openSheet(typed))));
    const sources = { ...again, viewer, rows, flags, rules, approved, pace, offices: context.offices, words };
    render(res, 'seizures/approval/desk', presentDesk(sources));
  }

  async function showOne(
    req: Request,
    res: Response,
    problems: readonly FieldProblem[] = [],
    typed = '',
  ): Promise<void> {
    const viewer = viewerOf(req);
    const sent = await openSent(context, viewer, draftIdOf(req));
    if (problems.length > 0) res.status(422);
    render(
      res,
      'seizures/approval/one',
      await presentSent({ viewer, words: wordsOf(res), context }, sent, { problems, typed }),
    );
  }

  return { show, showOne };
}

/** `/seizures/approval`: records of officers that count, and are seen by others, once their contact point agreed. */
export function approvalPages({ context }: Seizures) {
  const wordsIn = wordsFor(context);
  const wordsOf: WordsOf = res => wordsIn(res.locals.lang as Lang);

  const { show, showOne } = showing(context, wordsOf);

  return {
    async list(req: Request, res: Response): Promise<void> {
      const { done, n } = readQuery(req.query, query);
      await show(req, res, done === '' ? {} : { done: { what: done, n: Number(n || 1) } });
    },

    /** Approves those that are ticked; each as `draft@time it was sent`, which only an opened one can be. */
    async approve(req: Request, res: Response): Promise<void> {
      const { values, problems } = readForm(req.body, { draft: anyTexts });
      if (!values) throw new BadRequest(problems);
      const chosen = [...new Set(values.draft)].map(readAsked);
      const problem = problemOf(chosen);
      if (problem) return show(req, res.status(422), { problem });
      const refused: string[] = [];
      for (const one of chosen)
        await tryApprove(context, viewerOf(req), one).catch(error => refused.push(whyOf(error)));
      const done = { what: 'approved' as const, n: chosen.length - refused.length };
      if (refused.length > 0) return show(req, res.status(409), { refused, ...(done.n > 0 ? { done } : {}) });
      res.redirect(303, `/seizures/approval?done=approved&n=${done.n}`);
    },

    async open(req: Request, res: Response): Promise<void> {
      readQuery(req.query, {});
      await showOne(req, res);
    },

    async sendBack(req: Request, res: Response): Promise<void> {
      const { values, problems, typed } = readForm(req.body, { draft: asked, reason });
      if (!values) return showOne(req, res, problems, typed.reason);
      const one = readAsked(values.draft);
      if (one.id !== draftIdOf(req)) throw new BadRequest([malformed('draft', values.draft)]);
      try {
        await sendBack(context, viewerOf(req), one, values.reason);
      } catch (error) {
        if (!(error instanceof ChangedMeanwhile)) throw error;
        return show(req, res.status(409), { refused: ['gone'] });
      }
      res.redirect(303, '/seizures/approval?done=returned');
    },

    async recall(req: Request, res: Response): Promise<void> {
      readForm(req.body, {});
      const id = draftIdOf(req);
      await recall(context, viewerOf(req), id);
      res.redirect(303, `/seizures/drafts/${id}`);
    },
  };
}

/** Only what the viewer has opened since it was sent. */
async function tryApprove(context: SeizuresContext, viewer: Viewer, one: AskedDraft): Promise<string> {
  const known = await findSent(context.pool, viewer, one.id);
  if (known && !known.isOpened) throw new Refused({ path: 'draft', key: 'approval:problem.notOpened' });
  return approve(context, viewer, one);
}

function readAsked(text: string): AskedDraft {
  const [, id, sentAt] = asDraft.exec(text) ?? [];
  if (id === undefined || sentAt === undefined) throw new BadRequest([malformed('draft', text)]);
  return { id, sentAt };
}

function problemOf(chosen: readonly AskedDraft[]): FieldProblem | undefined {
  if (chosen.length === 0) return { path: 'draft', key: 'approval:problem.nothing' };
  return chosen.length > mostAtOnce
    ? { path: 'draft', key: 'approval:problem.tooMany', values: { max: mostAtOnce } }
    : undefined;
}

/** Why one of several was not approved; anything else that is wrong is thrown. */
function whyOf(error: unknown): string {
  if (error instanceof ChangedMeanwhile) return 'gone';
  if (error instanceof Forbidden) return 'own';
  if (error instanceof Refused) return error.problem.key.endsWith('notOpened') ? 'notOpened' : 'notReady';
  throw error;
}
