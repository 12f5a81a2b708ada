import type { Viewer } from '../../access/index.ts';
import type { Queryable } from '../../db/pool.ts';
import type { Seizures } from '../context.ts';
import { readingOf, searchingOf } from './saved-search.ts';
import { countNews, listUnseen, type News } from './store-news.ts';

/** A list of the viewer's with something new on it since the last visit. */
export interface WatchNews extends News {
  readonly name: string;
}

/** Who looks is read anew at every request, so what was read for a viewer is of one page. */
const ofThisPage = new WeakMap<Viewer, Promise<readonly WatchNews[]>>();

/**
 * What is new on the viewer's lists, by the viewer's own search at this moment. Read once for a page: its frame and its
 * list both ask.
 */
export function newsOf(on: Queryable, seizures: Seizures, viewer: Viewer): Promise<readonly WatchNews[]> {
  const news = ofThisPage.get(viewer) ?? readNews(on, seizures, viewer);
  ofThisPage.set(viewer, news);
  return news;
}

async function readNews(on: Queryable, seizures: Seizures, viewer: Viewer): Promise<WatchNews[]> {
  const unseen = await listUnseen(on, viewer);
  const lookings = unseen.flatMap(({ seenNo, ...watch }) => {
    const searching = searchingOf(viewer, watch, readingOf(seizures));
    return searching ? [{ watch, searching, after: seenNo }] : [];
  });
  const names = new Map(unseen.map(({ id, name }) => [id, name]));
  return (await countNews(on, lookings)).map(news => ({ ...news, name: names.get(news.id) ?? '' }));
}
