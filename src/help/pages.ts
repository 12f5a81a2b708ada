import type { Request, Response } from 'express';
import { rights, type Viewer } from '../access/index.ts';
import type { Pool } from '../db/pool.ts';
import { NotFound } from '../errors.ts';
import { readQuery } from '../fields/index.ts';
import type { Texts } from '../i18n/index.ts';
import { pointAtHome, whoAnswers } from '../network/index.ts';
import { wordsOf, type Lists, type Offices } from '../reference/index.ts';
import { render } from '../web/render.ts';
import { overview, readArticles } from './articles.ts';
import { presentHelp } from './presenter.ts';
import { topicNamed, type Topic } from './topics.ts';

export interface HelpDeps {
  readonly pool: Pool;
  readonly texts: Texts;
  readonly lists: Lists;
  readonly offices: Offices;
}

/** The help pages. Their texts are the same for all; which parts are told in full follows from the reader's rights. */
export function helpPages(deps: HelpDeps) {
  const articles = readArticles(deps.texts);
  const show = async (topic: Topic | undefined, req: Request, res: Response): Promise<void> => {
    readQuery(req.query, {});
    const words = wordsOf(deps, res);
    const viewer = req.user;
    const article = articles[words.lang].get(topic?.name ?? overview);
    if (!article) throw new NotFound('no such help page');
    const contact = viewer && (await answering(deps, viewer, words.lang));
    render(res, 'help/help', presentHelp({ viewer, article, articles, topic, contact, words }));
  };
  return {
    index: (req: Request, res: Response) => show(undefined, req, res),
    /** Open to all: how to sign in is read before it. */
    signIn: (req: Request, res: Response) => show(topicNamed('sign-in'), req, res),
    topic(req: Request, res: Response) {
      const topic = topicNamed(String(req.params.topic));
      if (!topic) throw new NotFound('no such help page');
      return show(topic, req, res);
    },
  };
}

function answering(deps: HelpDeps, viewer: Viewer, lang: 'en' | 'fr') {
  const office = whoAnswers(viewer, deps.offices, rights.ncp(viewer));
  return office && pointAtHome(viewer, deps, office, lang);
}
