import type { Request, Response } from 'express';
import { viewerOf } from '../../../access/index.ts';
import { recordRead } from '../../../audit/index.ts';
import { choice, readForm, readQuery } from '../../../fields/index.ts';
import { answerForm } from '../../../forms/index.ts';
import { render } from '../../../web/render.ts';
import type { Seizures } from '../../context.ts';
import { newsOf } from '../news.ts';
import { readingOf, searchingOf } from '../saved-search.ts';
import { saveWatch } from '../save.ts';
import { findSeen, lastNumber, markSeen, readHits } from '../store-news.ts';
import { listLetters } from '../store-letters.ts';
import { findMailbox, listWatches } from '../store-watches.ts';
import { chosenOf, fieldsOf, formPage, newFields, readPosted } from './form.ts';
import { addressOf, watchLoading } from './load.ts';
import { presentWatches } from './presenter-list.ts';
import { mostShown, presentWatch } from './presenter-one.ts';

const deeds = choice(['saved', 'changed', 'ended', 'handedOver', 'repaired']);
const lettersShown = 20;

/** Saved searches and watch lists: all of a viewer's, one of them, and a new one. */
export function watchPages(seizures: Seizures) {
  const { context } = seizures;
  const { pool } = context;
  const { wordsOf, asCriteria, load, mailboxFor, searchText } = watchLoading(context);
  return {
    async index(req: Request, res: Response): Promise<void> {
      const { done } = readQuery(req.query, { done: deeds });
      const viewer = viewerOf(req);
      const [watches, news, letters] = await Promise.all([
        listWatches(pool, viewer),
        newsOf(pool, seizures, viewer),
        listLetters(pool, viewer, lettersShown),
        recordRead(pool, viewer, { action: 'watch.listed' }),
      ]);
      const sources = { viewer, watches, news, letters, context, words: wordsOf(res) };
      render(res, 'seizures/watches/list', presentWatches({ ...sources, done: done === '' ? undefined : done }));
    },

    async save(req: Request, res: Response): Promise<void> {
      const viewer = viewerOf(req);
      const words = wordsOf(res);
      const reading = readForm(req.body, newFields);
      const typed = { ...reading.typed };
      const query = readPosted(typed.query, asCriteria);
      const fields = fieldsOf(typed, words, await mailboxFor(viewer));
      const hidden = { clientUuid: typed.clientUuid ?? '', query: typed.query ?? '' };
      const page = formPage(words, { hidden, fields, search: searchText(query, words) });
      await answerForm(res, words, page, reading, async values => {
        const id = await saveWatch(context, viewer, { ...chosenOf(values), clientUuid: values.clientUuid, query });
        return addressOf(id, 'saved');
      });
    },

    async show(req: Request, res: Response): Promise<void> {
      const { done } = readQuery(req.query, { done: deeds });
      const viewer = viewerOf(req);
      const watch = await load(req, 'see');
      const searching = searchingOf(viewer, watch, readingOf(seizures));
      const [seen, last] = await Promise.all([findSeen(pool, viewer, watch.id), lastNumber(pool, watch.id)]);
      const found = searching && (await readHits(pool, viewer, { watch, searching }, { seen, most: mostShown }));
      if (searching && last > seen) {
        await markSeen(pool, viewer, watch.id, last);
        context.waiting?.changed(viewer.accountId);
      }
      const mailbox = watch.mailbox ? (await findMailbox(pool, watch.officeId))?.email : undefined;
      const { rows, imports } = found ?? { rows: [], imports: [] };
      const sources = { viewer, watch, rows, imports, mailbox, context, words: wordsOf(res) };
      render(res, 'seizures/watches/one', presentWatch({ ...sources, done: done === '' ? undefined : done }));
    },
  };
}
