import { randomUUID } from 'node:crypto';
import type { Request, Response } from 'express';
import { viewerOf } from '../../../access/index.ts';
import { note } from '../../../audit/index.ts';
import { NotFound, type FieldProblem } from '../../../errors.ts';
import { readForm, readQuery } from '../../../fields/index.ts';
import { presentForm, type FormPage } from '../../../forms/index.ts';
import { wordsOf } from '../../../reference/index.ts';
import { render } from '../../../web/render.ts';
import type { SeizuresContext } from '../../context.ts';
import { recode } from '../change.ts';
import { undoRecoding } from '../recode.ts';
import { countByOffice, findRecoding, sumOf, type OfficeCount, type Recoding } from '../store-recode.ts';
import { base, recodeFields, recodeForm } from './form.ts';
import { entryOf } from './load.ts';
import { presentCounts, presentRecoding } from './presenter.ts';

/** What a form of a recoding is shown with. */
interface Shown {
  readonly counts: readonly OfficeCount[];
  readonly problems?: readonly FieldProblem[];
  /** Words that become the code. */
  readonly said?: readonly string[];
}

/** Shows the form of a recoding with what it will change. */
export function showRecode(
  context: SeizuresContext,
  res: Response,
  form: FormPage,
  { counts, problems = [], said = [] }: Shown,
): void {
  const words = wordsOf(context, res);
  if (problems.length > 0) res.status(422);
  const preview = presentCounts(counts, { offices: context.offices, words });
  render(res, 'seizures/codes/recode', { ...presentForm(words, form, problems), preview, said });
}

/** Records that get another code: looked at before, done by a job, and undone. */
export function recodePages(context: SeizuresContext) {
  const { figures, pool, lists, offices } = context;
  const recodingOf = async (req: Request): Promise<Recoding> => {
    const id = String(req.params.id);
    const found = /^[1-9]\d{0,14}$/.test(id) ? await findRecoding(pool, Number(id)) : undefined;
    if (!found) throw new NotFound('no such recoding');
    return found;
  };

  return {
    async ask(req: Request, res: Response): Promise<void> {
      readQuery(req.query, {});
      const { list, entry } = entryOf(req, context);
      const counts = await countByOffice(figures, offices, list, entry.code);
      const typed = { clientUuid: randomUUID(), to: entry.successor ?? '' };
      showRecode(context, res, recodeForm({ words: wordsOf(context, res), lists, list, typed }, entry.code), {
        counts,
      });
    },

    async begin(req: Request, res: Response): Promise<void> {
      const viewer = viewerOf(req);
      const { list, entry } = entryOf(req, context);
      const from = entry.code;
      const counts = await countByOffice(pool, offices, list, from);
      const { typed, values, problems } = readForm(req.body, recodeFields(lists, list));
      const form = recodeForm({ words: wordsOf(context, res), lists, list, typed }, from);
      if (!values) return showRecode(context, res, form, { counts, problems });
      if (values.to === from)
        return showRecode(context, res, form, { counts, problems: [{ path: 'to', key: 'codes:problem.same' }] });
      const id = await recode(context, viewer, { ...values, list, from, words: null, total: sumOf(counts) });
      res.redirect(303, `${base}/recodings/${id}`);
    },

    async recoding(req: Request, res: Response): Promise<void> {
      readQuery(req.query, {});
      const found = await recodingOf(req);
      await note(pool, viewerOf(req), { action: 'code.listed', subject: `recoding:${found.id}` });
      render(res, 'seizures/codes/recoding', presentRecoding(found, { lists, words: wordsOf(context, res) }));
    },

    async undo(req: Request, res: Response): Promise<void> {
      readForm(req.body, {});
      const { id } = await recodingOf(req);
      await undoRecoding(context, viewerOf(req), id);
      res.redirect(303, `${base}/recodings/${id}`);
    },
  };
}
