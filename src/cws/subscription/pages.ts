import type { Request, Response } from 'express';
import { viewerOf } from '../../access/index.ts';
import { BadRequest } from '../../errors.ts';
import { choice, readForm, readQuery, text } from '../../fields/index.ts';
import { ChangedMeanwhile, Refused } from '../../forms/index.ts';
import { timeZoneOf } from '../../network/index.ts';
import { uuidParam } from '../../web/uuid-param.ts';
import { endFeed, makeFeed } from '../feeds/change.ts';
import { longestName } from '../feeds/feed.ts';
import { listFeeds } from '../feeds/store.ts';
import { wordsOf, type CwsContext } from '../context.ts';
import { choose } from './choose.ts';
import { chosenOf, readSubscription } from './form.ts';
import { presentSubscription, type SubscriptionSources } from './presenter.ts';
import { findMail, findSubscription } from './store.ts';
import { render } from '../../web/render.ts';

const here = '/cws/subscription';
type Failed = Pick<SubscriptionSources, 'typed' | 'isMeanwhile' | 'problems' | 'feedName' | 'feedProblem'>;

/** `/cws/subscription`: what I follow, by which letters and feeds. */
export function subscriptionPages(context: CwsContext) {
  async function show(req: Request, res: Response, failed: Failed = {}, done = ''): Promise<void> {
    const viewer = viewerOf(req);
    const words = wordsOf(context, res);
    const [saved, feeds, mail, timeZone, ...lists] = await Promise.all([
      findSubscription(context.pool, viewer),
      listFeeds(context.pool, viewer),
      findMail(context.pool, viewer),
      timeZoneOf(context.pool, viewer, viewer.office.id),
      ...(context.followed?.lists ?? []).map(read => read(viewer, words)),
    ]);
    res.locals.url = here; // the page may answer a form
    render(res, 'cws/subscription', {
      ...presentSubscription({ saved, feeds, mail, timeZone, words, context, ...failed }),
      lists: lists.filter(list => list !== undefined),
      done,
    });
  }

  return {
    async show(req: Request, res: Response): Promise<void> {
      const { done } = readQuery(req.query, { done: choice(['saved', 'revoked', 'left']) });
      await show(req, res, {}, done);
    },

    async save(req: Request, res: Response): Promise<void> {
      const { typed, values, problems } = readSubscription(req.body, context);
      if (problems.some(({ path }) => path === 'version')) throw new BadRequest(problems);
      if (!values) {
        res.status(422);
        return show(req, res, { typed, problems });
      }
      try {
        await choose(context, viewerOf(req), chosenOf(values, context));
      } catch (error) {
        if (!(error instanceof ChangedMeanwhile)) throw error;
        res.status(409);
        return show(req, res, { typed, isMeanwhile: true });
      }
      res.redirect(303, `${here}?done=saved`);
    },

    async makeFeed(req: Request, res: Response): Promise<void> {
      const { typed, values, problems } = readForm(req.body, { name: text({ max: longestName }) });
      const refuse = (feedProblem: Failed['feedProblem']): Promise<void> => {
        res.status(422);
        return show(req, res, { feedName: typed.name, ...(feedProblem ? { feedProblem } : {}) });
      };
      if (!values) return refuse(problems[0]);
      let token: string;
      try {
        token = await makeFeed(context, viewerOf(req), values.name);
      } catch (error) {
        if (error instanceof Refused) return refuse(error.problem);
        throw error;
      }
      res.locals.url = here;
      const address = new URL(`/cws/feed/${token}`, context.baseUrl).href;
      render(res, 'cws/feed-made', {
        name: values.name,
        addresses: [
          { id: 'atom', address },
          { id: 'rss', address: `${address}.rss` },
        ],
      });
    },

    async endFeed(req: Request, res: Response): Promise<void> {
      readForm(req.body, {});
      await endFeed(context, viewerOf(req), uuidParam(req, 'feed'));
      res.redirect(303, `${here}?done=revoked#feeds`);
    },
  };
}
