import type { News } from '../../src/db/news.ts';

/** One process alone: nobody is told anything. */
export const noNews: News = { hear: () => undefined, tell: () => undefined };
