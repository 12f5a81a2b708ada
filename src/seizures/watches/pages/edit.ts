import type { Request, Response } from 'express';
import { viewerOf } from '../../../access/index.ts';
import { readForm, readQuery, version } from '../../../fields/index.ts';
import { answerForm, ChangedMeanwhile, showForm } from '../../../forms/index.ts';
import type { SeizuresContext } from '../../context.ts';
import { readSaved } from '../saved-search.ts';
import { changeWatch, dropWatch } from '../save.ts';
import type { Watch } from '../watch.ts';
import { chosenOf, editFields, fieldsOf, formPage, newFields, readPosted, typedOf } from './form.ts';
import { addressOf, idOf, watchLoading } from './load.ts';

/** Changing what is decided about a list. */
export function watchForm(context: SeizuresContext) {
  const { wordsOf, load, mailboxFor, searchText } = watchLoading(context);

  async function editPage(req: Request, res: Response, watch: Watch, typed: Readonly<Record<string, string>>) {
    const words = wordsOf(res);
    const fields = fieldsOf(typed, words, await mailboxFor(viewerOf(req), watch));
    const search = searchText(watch.query, words);
    return formPage(words, { id: watch.id, hidden: { version: typed.version ?? '' }, fields, search });
  }

  return {
    async edit(req: Request, res: Response): Promise<void> {
      readQuery(req.query, {});
      const watch = await load(req, 'change');
      showForm(res, wordsOf(res), await editPage(req, res, watch, typedOf(watch)));
    },

    async change(req: Request, res: Response): Promise<void> {
      const watch = await load(req, 'change');
      const words = wordsOf(res);
      const reading = readForm(req.body, editFields);
      const page = await editPage(req, res, watch, reading.typed);
      try {
        await answerForm(res, words, page, reading, async values => {
          await changeWatch(context, viewerOf(req), watch.id, { ...chosenOf(values), version: values.version });
          return addressOf(watch.id, 'changed');
        });
      } catch (error) {
        if (!(error instanceof ChangedMeanwhile)) throw error;
        const now = typedOf(watch);
        const typed = { ...reading.typed, version: now.version };
        const items = [
          { label: words.t('watches:field.name'), value: watch.name },
          { label: words.t('watches:field.rhythm'), value: words.t(`watches:rhythm.${watch.rhythm}`) },
        ];
        const meanwhile = { text: words.t('watches:meanwhile'), items };
        showForm(res, words, { ...(await editPage(req, res, watch, typed)), meanwhile });
      }
    },
  };
}

/** What is done to a list at one press. */
export function watchActs(context: SeizuresContext) {
  const { asCriteria, load } = watchLoading(context);
  return {
    /** The search of an address becomes that of the list. */
    async search(req: Request, res: Response): Promise<void> {
      const watch = await load(req, 'change');
      const { typed } = readForm(req.body, { query: newFields.query });
      const query = readPosted(typed.query, asCriteria);
      await changeWatch(context, viewerOf(req), watch.id, { query });
      res.redirect(303, addressOf(watch.id, 'changed'));
    },

    /** The successor of a retired code, or what can still be read, becomes the search of the list. */
    async repair(req: Request, res: Response): Promise<void> {
      const watch = await load(req, 'change');
      const { values } = readForm(req.body, { version });
      const { mended } = readSaved(watch.query, context);
      if (mended && values)
        await changeWatch(context, viewerOf(req), watch.id, { query: mended, version: values.version });
      res.redirect(303, addressOf(watch.id, 'repaired'));
    },

    async end(req: Request, res: Response): Promise<void> {
      readForm(req.body, {});
      await dropWatch(context, viewerOf(req), idOf(req));
      res.redirect(303, '/seizures/watches?done=ended');
    },
  };
}
