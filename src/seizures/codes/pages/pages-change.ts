import type { Request, Response } from 'express';
import { viewerOf } from '../../../access/index.ts';
import { readForm, readQuery, type Fields, type FormReading, type ValuesOf } from '../../../fields/index.ts';
import { answerForm, ChangedMeanwhile, showForm, visibleProblems, type FormPage } from '../../../forms/index.ts';
import { wordsOf } from '../../../reference/index.ts';
import type { SeizuresContext } from '../../context.ts';
import { rename, retire } from '../change.ts';
import { base, reinstateFields, renameFields, renameForm, retireFields, retireForm } from './form.ts';
import { entryOf, storedCode } from './load.ts';

type Typed = Readonly<Record<string, string>>;
type MakeForm = typeof renameForm | typeof retireForm;

/** What one code is called, and how long it is used. */
export function changePages(context: SeizuresContext) {
  const { lists } = context;

  /** The form of a code, for what is typed into it. */
  function formOf(req: Request, res: Response, make: MakeForm) {
    const { list, entry } = entryOf(req, context);
    const words = wordsOf(context, res);
    const form = (typed: Typed, meanwhile?: FormPage['meanwhile']): FormPage =>
      make({ words, lists, list, typed }, entry.code, meanwhile);
    return { list, code: entry.code, words, form };
  }

  return {
    async askName(req: Request, res: Response): Promise<void> {
      readQuery(req.query, {});
      const { list, code, words, form } = formOf(req, res, renameForm);
      const { nameEn, nameFr, seen } = await storedCode(context, list, code);
      showForm(res, words, form({ nameEn, nameFr, seen }));
    },

    async rename(req: Request, res: Response): Promise<void> {
      const { list, code, form } = formOf(req, res, renameForm);
      await answer(context, req, res, form, readForm(req.body, renameFields), async values => {
        await rename(context, viewerOf(req), list, { code, ...values });
        return `${base}/${list}/${code}?done=renamed`;
      });
    },

    async askEnd(req: Request, res: Response): Promise<void> {
      readQuery(req.query, {});
      const { list, code, words, form } = formOf(req, res, retireForm);
      const { validTo, successor, seen } = await storedCode(context, list, code);
      showForm(res, words, form({ seen, validTo: validTo ?? '', successor: successor ?? '' }));
    },

    async retire(req: Request, res: Response): Promise<void> {
      const { list, code, form } = formOf(req, res, retireForm);
      const reading = readForm(req.body, retireFields(lists, list));
      await answer(context, req, res, form, reading, async ({ seen, validTo, successor }) => {
        await retire(context, viewerOf(req), list, { code, validTo, successor: successor || null, seen });
        return `${base}/${list}/${code}?done=retired`;
      });
    },

    async reinstate(req: Request, res: Response): Promise<void> {
      const { list, entry } = entryOf(req, context);
      const { seen = '' } = readForm(req.body, reinstateFields).typed;
      await retire(context, viewerOf(req), list, { code: entry.code, validTo: null, successor: null, seen });
      res.redirect(303, `${base}/${list}/${entry.code}?done=reinstated`);
    },
  };
}

/** Answers the form of a code over which somebody else may have been: both are shown then. */
async function answer<F extends Fields>(
  context: SeizuresContext,
  req: Request,
  res: Response,
  form: (typed: Typed, meanwhile?: FormPage['meanwhile']) => FormPage,
  reading: FormReading<F>,
  work: (values: ValuesOf<F>) => Promise<string>,
): Promise<void> {
  const words = wordsOf(context, res);
  const problems = visibleProblems(reading.problems, ['seen']);
  try {
    await answerForm(res, words, form(reading.typed), { ...reading, problems }, work);
  } catch (error) {
    if (!(error instanceof ChangedMeanwhile)) throw error;
    const { list, entry } = entryOf(req, context);
    const now = await storedCode(context, list, entry.code);
    const items = [
      { label: words.t('codes:field.nameEn'), value: now.nameEn },
      { label: words.t('codes:field.nameFr'), value: now.nameFr },
      { label: words.t('codes:field.validTo'), value: now.validTo ?? words.t('codes:inUse') },
    ];
    showForm(res, words, form({ ...reading.typed, seen: now.seen }, { text: words.t('codes:meanwhile'), items }));
  }
}
