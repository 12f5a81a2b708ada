import type { Request, Response } from 'express';
import { viewerOf } from '../../../access/index.ts';
import { listAbout, note } from '../../../audit/index.ts';
import { choice, readForm, readQuery } from '../../../fields/index.ts';
import { answerForm, showForm } from '../../../forms/index.ts';
import { wordsOf } from '../../../reference/index.ts';
import { render } from '../../../web/render.ts';
import type { SeizuresContext } from '../../context.ts';
import { addCode } from '../change.ts';
import { subjectOf } from '../recode.ts';
import { countByOffice, listRecodings } from '../store-recode.ts';
import { addFields, addForm, base } from './form.ts';
import { entryOf, listOf, storedCode } from './load.ts';
import { presentCode, presentCodes, presentLists } from './presenter.ts';

const deeds = choice(['added', 'renamed', 'retired', 'reinstated']);
const [mostRecodings, mostEvents] = [10, 200];

/** `/access/code-lists`: the lists, their codes, and one code with who uses it. */
export function codePages(context: SeizuresContext) {
  const { figures, pool, lists, offices } = context;
  return {
    async index(req: Request, res: Response): Promise<void> {
      readQuery(req.query, {});
      const [recodings] = await Promise.all([
        listRecodings(pool, mostRecodings),
        note(pool, viewerOf(req), { action: 'code.listed' }),
      ]);
      render(res, 'seizures/codes/index', presentLists(recodings, { lists, words: wordsOf(context, res) }));
    },

    async list(req: Request, res: Response): Promise<void> {
      const { done } = readQuery(req.query, { done: deeds });
      const list = listOf(req);
      await note(pool, viewerOf(req), { action: 'code.listed', subject: `code:${list}` });
      render(res, 'seizures/codes/list', presentCodes(list, { lists, words: wordsOf(context, res) }, done));
    },

    ask(req: Request, res: Response): void {
      readQuery(req.query, {});
      const words = wordsOf(context, res);
      showForm(res, words, addForm({ words, lists, list: listOf(req), typed: {} }));
    },

    async add(req: Request, res: Response): Promise<void> {
      const list = listOf(req);
      const words = wordsOf(context, res);
      const reading = readForm(req.body, addFields(lists, list));
      await answerForm(res, words, addForm({ words, lists, list, typed: reading.typed }), reading, async values => {
        await addCode(context, viewerOf(req), list, values);
        return `${base}/${list}?done=added`;
      });
    },

    async show(req: Request, res: Response): Promise<void> {
      const { done } = readQuery(req.query, { done: deeds });
      const viewer = viewerOf(req);
      const { list, entry } = entryOf(req, context);
      const [{ seen }, counts, about] = await Promise.all([
        storedCode(context, list, entry.code),
        countByOffice(figures, offices, list, entry.code),
        listAbout(pool, [subjectOf(list, entry.code)], mostEvents),
        note(pool, viewer, { action: 'code.listed', subject: `code:${list}`, detail: { code: entry.code } }),
      ]);
      const sources = { list, entry, seen, counts, about, done, lists, offices, words: wordsOf(context, res) };
      render(res, 'seizures/codes/code', presentCode(sources));
    },
  };
}
