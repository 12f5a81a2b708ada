import type { Viewer } from '../access/index.ts';
import { countPictureUse, type PictureUse } from '../cpdb/index.ts';
import { listCitations, type Citation } from '../cws/index.ts';
import type { Office } from '../reference/index.ts';
import { askedSearches, type AskedSearch, type Seizures } from '../seizures/index.ts';
import type { Period } from './period.ts';
import { readAnswers, readOpen, readQuality, type Answers, type Open, type Quality } from './store-score.ts';
import {
  countAsking,
  countExports,
  countReached,
  listAsked,
  listLinkedCases,
  listOpenings,
  type Asked,
  type Asking,
  type Exports,
  type LinkedCase,
  type Opening,
  type Reached,
} from './store-use.ts';

/** What an office's records did in a period, and how good they were, of what its reader may see. */
export interface Return {
  readonly openings: readonly Opening[];
  /** Times opened in the same stretch a year before. */
  readonly openedBefore: number;
  readonly exports: Exports;
  readonly reached: Reached;
  readonly citations: readonly Citation[];
  readonly pictures: PictureUse;
  readonly linked: readonly LinkedCase[];
  readonly quality: { readonly now: Quality; readonly before: Quality };
  readonly answers: { readonly now: Answers; readonly before: Answers };
  readonly open: Open;
  readonly asking: Asking;
  readonly asked: readonly (Asked & { readonly search: AskedSearch })[];
}

/** An administration, whose records a return is about. */
export type Owner = Office & { readonly country: string };

/** Reads returns, each within the scope of who reads it. */
export function returnsOf(seizures: Seizures) {
  const { context } = seizures;
  const { pool } = context;
  const lookUp = askedSearches(seizures);
  return async (viewer: Viewer, owner: Owner, period: Period): Promise<Return> => {
    const { id } = owner;
    const [openings, before, exports, reached, citations, pictures, linked, quality, open, asking, asked, now, then] =
      await Promise.all([
        listOpenings(pool, id, period),
        listOpenings(pool, id, period.before),
        countExports(pool, id, period),
        countReached(pool, id, period),
        listCitations(pool, viewer, id, period),
        countPictureUse(pool, viewer, id, period),
        listLinkedCases(pool, viewer, id, period),
        readQuality(context, viewer, id, period),
        readOpen(context, viewer, id, period),
        countAsking(pool, id),
        listAsked(pool, viewer, owner, period),
        readAnswers(pool, viewer, id, period),
        readAnswers(pool, viewer, id, period.before),
      ]);
    const criteria = asked.map(one => one.criteria);
    const searches = await lookUp(viewer, owner.code, criteria);
    return {
      openings,
      openedBefore: before.reduce((sum, { times }) => sum + times, 0),
      exports,
      reached,
      citations,
      pictures,
      linked,
      quality,
      answers: { now, before: then },
      open,
      asking,
      asked: asked.flatMap((one, at) => {
        const search = searches[at];
        return search ? [{ ...one, search }] : [];
      }),
    };
  };
}
