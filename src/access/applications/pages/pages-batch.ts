import type { Request, Response } from 'express';
import { note } from '../../../audit/index.ts';
import type { FieldProblem } from '../../../errors.ts';
import { viewerOf } from '../../guard.ts';
import { rights } from '../../rights.ts';
import { states } from '../application.ts';
import { decideBatch } from '../bulk/decide-batch.ts';
import { limits } from '../bulk/limits.ts';
import { Overtaken } from '../decide.ts';
import { longest } from './form.ts';
import { wordsOf } from './pages-common.ts';
import type { Words } from './presenter-words.ts';
import { listRow, stateTag } from './presenter-list.ts';
import type { ApplicationsContext } from '../context.ts';
import { listApplications } from '../store.ts';
import { listBatchDomains, readBatch, type BatchDomain } from '../store-batches.ts';
import { render } from '../../../web/render.ts';
import { anyText, choice, readForm, readQuery } from '../../../fields/index.ts';

const query = { done: choice(['submitted', 'granted', 'refused']) };
const form = { words: anyText };

/** A course: its applications, and one decision for all that wait. */
export function batchPages(context: ApplicationsContext) {
  const refOf = (req: Request): string => String(req.params.batch);

  const showPage = async (
    req: Request,
    res: Response,
    around: { words?: string; problems?: readonly FieldProblem[]; done?: string; overtaken?: boolean },
  ): Promise<void> => {
    const viewer = viewerOf(req);
    const batch = await readBatch(context.pool, viewer, refOf(req));
    const words = wordsOf(res, context.offices);
    const all = await listApplications(context.pool, viewer, { states, batch: batch.ref, limit: limits.rows });
    // A first set-up is of many offices.
    const seesAll = all.some(({ officeId }) => officeId !== batch.officeId);
    const domains = await listBatchDomains(context.pool, batch.ref);
    const problems = (around.problems ?? []).map(problem => ({ path: problem.path, text: words.problem(problem) }));
    const count = (state: string): number => all.filter(one => one.state === state).length;
    render(res, 'applications/batch', {
      ref: batch.ref,
      course: batch.course,
      scope: words.t('applications:batch.scope', {
        office: words.office(batch.officeId),
        login: batch.madeByLogin,
        day: words.day(batch.madeAt),
      }),
      madeBy: batch.madeByLogin,
      rows: all.toReversed().map(application => listRow(words, application, seesAll)),
      seesAll,
      domains: domains.map(one => domainRow(words, one)),
      counts: states.filter(state => count(state) > 0).map(state => ({ tag: stateTag(words, state), n: count(state) })),
      decides: rights.administrator(viewer) && count('submitted') > 0,
      waiting: count('submitted'),
      typed: { words: around.words ?? '' },
      problems,
      errors: Object.fromEntries(problems.map(({ path, text: said }) => [path, said])),
      done: around.done,
      overtaken: around.overtaken ?? false,
      longest: longest.words,
    });
  };

  const decide =
    (act: 'granted' | 'refused') =>
    async (req: Request, res: Response): Promise<void> => {
      const { words } = readForm(req.body, form).typed;
      await readBatch(context.pool, viewerOf(req), refOf(req));
      try {
        const outcome = await decideBatch(context, viewerOf(req), refOf(req), act, words);
        if ('problems' in outcome) return await showPage(req, res.status(422), { words, problems: outcome.problems });
        res.redirect(303, `/access/applications/batches/${refOf(req)}?done=${act}`);
      } catch (error) {
        if (!(error instanceof Overtaken)) throw error;
        await showPage(req, res.status(409), { words, overtaken: true });
      }
    };

  return {
    async show(req: Request, res: Response): Promise<void> {
      const { done } = readQuery(req.query, query);
      await readBatch(context.pool, viewerOf(req), refOf(req));
      await note(context.pool, viewerOf(req), { action: 'batch.read', subject: refOf(req) });
      await showPage(req, res, done === '' ? {} : { done });
    },
    grant: decide('granted'),
    refuse: decide('refused'),
  };
}

function domainRow(words: Words, { officeId, domain, isOfficial }: BatchDomain) {
  const [tone, icon, key] = isOfficial ? ['good', 'circle-check', 'official'] : ['info', 'clock-3', 'waiting'];
  return { domain, office: words.office(officeId), tag: { tone, icon, label: words.t(`people:setup.domain.${key}`) } };
}
