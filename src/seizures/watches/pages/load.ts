import type { Request, Response } from 'express';
import { viewerOf, type Lang, type Viewer } from '../../../access/index.ts';
import { NotFound } from '../../../errors.ts';
import type { SeizuresContext } from '../../context.ts';
import { readCriteria } from '../../search/criteria.ts';
import { inWords } from '../../search/pages/presenter-chips.ts';
import { wordsFor, type Words } from '../../record/pages/presenter-words.ts';
import { canWatch, speaksForOffice, type WatchAction } from '../permissions.ts';
import { readSaved } from '../saved-search.ts';
import { requireWatch } from '../save.ts';
import { findMailbox, findWatch } from '../store-watches.ts';
import type { SavedQuery, Watch } from '../watch.ts';

/** What the pages of lists share. */
export function watchLoading(context: SeizuresContext) {
  const { pool, lists, offices } = context;
  const wordsIn = wordsFor(context);
  return {
    wordsOf: (res: Response): Words => wordsIn(res.locals.lang as Lang),
    asCriteria: (query: SavedQuery) => readCriteria(query, lists, offices),

    /** The list of the address. Throws NotFound where the viewer does not see it, Forbidden for an act not theirs. */
    async load(req: Request, action: WatchAction): Promise<Watch> {
      return requireWatch(viewerOf(req), await findWatch(pool, viewerOf(req), idOf(req)), action);
    },

    /** Whether the viewer decides about the mailbox, and its address. */
    async mailboxFor(viewer: Viewer, watch?: Watch) {
      const may = watch ? canWatch(viewer, 'setMailbox', watch) : speaksForOffice(viewer);
      return { may, email: may ? (await findMailbox(pool, viewer.office.id))?.email : undefined };
    },

    searchText(query: SavedQuery, words: Words): string {
      const { criteria } = readSaved(query, context);
      return criteria ? inWords(criteria, words.names) : words.t('watches:unreadable');
    },
  };
}

export function addressOf(id: number, done: string): string {
  return `/seizures/watches/${id}?done=${done}`;
}

export function idOf(req: Request): number {
  const id = String(req.params.id);
  if (!/^[1-9]\d{0,14}$/.test(id)) throw new NotFound('no such list');
  return Number(id);
}
