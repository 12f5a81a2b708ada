import { randomUUID } from 'node:crypto';
import type { Request, Response } from 'express';
import { viewerOf } from '../../../access/index.ts';
import { note } from '../../../audit/index.ts';
import { BadRequest, Forbidden, type FieldProblem } from '../../../errors.ts';
import { choice, freeText, readQuery } from '../../../fields/index.ts';
import { Refused, showForm, visibleProblems } from '../../../forms/index.ts';
import { namesIn } from '../../../seizures/index.ts';
import { wordsOf, type CwsContext } from '../../context.ts';
import { readReferral } from './form.ts';
import { choosePage, formPage } from './form-page.ts';
import { path } from './styles.ts';
import { firstTab, presentList } from './presenter-list.ts';
import { subjects, type Subject } from '../referral.ts';
import { boxes, boxesOf, type Box } from '../scope.ts';
import { send } from '../send.ts';
import { countReferrals, listReferrals, tabs, type ListQuery, type Tab } from '../store-list.ts';
import { render } from '../../../web/render.ts';

/** The lists of referrals, and a new one. */
export function referralListPages(context: CwsContext) {
  return {
    async index(req: Request, res: Response): Promise<void> {
      const viewer = viewerOf(req);
      const query = readList(req, boxesOf(viewer));
      const [page, counts] = await Promise.all([
        listReferrals(context.pool, viewer, query),
        countReferrals(context.pool, viewer, query),
      ]);
      await note(context.pool, viewer, {
        action: 'referral.listed',
        detail: { box: query.box, state: query.tab, subject: query.subject },
      });
      const words = wordsOf(context, res);
      render(
        res,
        'cws/referrals/index',
        presentList({
          viewer,
          query,
          ...page,
          counts,
          offices: context.offices,
          words,
          names: namesIn(words.lang, context),
        }),
      );
    },

    ask(req: Request, res: Response): void {
      const viewer = viewerOf(req);
      const { subject } = readQuery(req.query, { subject: choice(subjects) });
      const words = wordsOf(context, res);
      if (subject === '') return render(res, 'cws/referrals/choose', choosePage(words));
      showForm(res, words, formPage(context, viewer, words, subject as Subject, { clientUuid: randomUUID() }));
    },

    async send(req: Request, res: Response): Promise<void> {
      const viewer = viewerOf(req);
      const words = wordsOf(context, res);
      const subject = subjectOf(req.body);
      const { typed, problems, report } = readReferral(req.body, subject, viewer, context.lists);
      const again = (found: readonly FieldProblem[]): void => {
        const isNumbered = !found.some(({ path: field }) => field === 'clientUuid');
        showForm(
          res,
          words,
          formPage(context, viewer, words, subject, { ...typed, ...(isNumbered ? {} : { clientUuid: randomUUID() }) }),
          visibleProblems(found, ['clientUuid', 'unit']),
        );
      };
      if (!report) return again(problems);
      try {
        const ref = await send(context, viewer, report.clientUuid, report.road, report.report);
        res.redirect(303, `${path}/${ref}?done=sent`);
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        again([error.problem]);
      }
    },
  };
}

/** The subject decides which form it is: without a known one it is no form of this page. */
function subjectOf(body: unknown): Subject {
  const subject = subjects.find(one => one === (body as Readonly<Record<string, unknown>> | undefined)?.subject);
  if (!subject) throw new BadRequest([{ path: 'subject', key: 'forms:problem.notListed' }]);
  return subject;
}

function readList(req: Request, mine: readonly Box[]): ListQuery {
  const query = readQuery(req.query, {
    box: choice(boxes),
    state: choice(tabs),
    subject: choice(subjects),
    after: freeText,
    before: freeText,
  });
  const wrong = (name: 'after' | 'before' | 'box'): FieldProblem => ({
    path: name,
    key: 'forms:problem.malformed',
    values: { value: query[name].slice(0, 60) },
  });
  const problems = (['after', 'before'] as const)
    .filter(name => query[name] !== '' && !/^[1-9]\d{0,8}$/.test(query[name]))
    .map(wrong);
  if (query.after !== '' && query.before !== '') problems.push(wrong('before'));
  if (problems.length > 0) throw new BadRequest(problems);
  const box = (query.box || mine[0] || 'own') as Box;
  if (!mine.includes(box)) throw new Forbidden('no list of this account');
  return {
    box,
    tab: (query.state || firstTab(box)) as Tab,
    subject: query.subject as Subject | '',
    ...(query.after === '' ? {} : { after: Number(query.after) }),
    ...(query.before === '' ? {} : { before: Number(query.before) }),
  };
}
