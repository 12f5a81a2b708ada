import { randomUUID } from 'node:crypto';
import type { Request, Response } from 'express';
import { viewerOf, type Viewer } from '../../access/index.ts';
import { BadRequest, NotFound } from '../../errors.ts';
import { render } from '../../web/render.ts';
import { wordKinds } from '../engine/columns/import-fields.ts';
import { noQuery, numberIn, queryOf, type Desk } from '../pages-common.ts';
import { getImportForJob, listImports, type Import } from '../store.ts';
import { formOf, type Form } from '../upload/form.ts';
import { readAnswers, wordId, type TypedAnswer } from '../words/words-form.ts';
import { answerKeptWords, undoAnswers } from './answer.ts';
import { answerPage, keptWords, keptWordsPage, reasonText, type KeptView } from './presenter-kept-words.ts';
import { findAnswer, listAnswers, type AnsweredWord, type KeptAnswer } from './store-answers.ts';
import { countTaught, listCarrying, listKeptWords, type KeptWord } from './store-kept-words.ts';

const [listedAnswers, listedRecords, listedImports] = [8, 200, 4];

/** Words that saved records carry as their files had them: asked about once more, for all records at once. */
export function keptWordPages(desk: Desk) {
  const { pool } = desk.context;

  async function answerOf(req: Request): Promise<KeptAnswer> {
    const id = String(req.params.answer);
    const found = /^[1-9]\d{0,14}$/.test(id) ? await findAnswer(pool, viewerOf(req), Number(id)) : undefined;
    if (!found) throw new NotFound('no such answers');
    return found;
  }

  return {
    async list(req: Request, res: Response): Promise<void> {
      await showKeptWords(desk, req, res, readQuery(req));
    },

    async take(req: Request, res: Response): Promise<void> {
      noQuery(req);
      const viewer = viewerOf(req);
      const form = formOf(req.body);
      const all = await listKeptWords(pool, viewer);
      const files = await importsOf(
        desk,
        all.filter(word => form.has(`a.${wordId(word)}`) || form.has(`s.${wordId(word)}`)),
      );
      const read = readAll(desk, all, files, form);
      const view = viewOf({ kind: form.text('kind') || undefined });
      if (read.hasErrors || read.answers.length === 0)
        return showKeptWords(desk, req, res.status(422), {
          ...view,
          from: Number(form.text('from')) || 0,
          typed: read.typed,
          isEmpty: !read.hasErrors,
        });
      const words = desk.words(res);
      const id = await answerKeptWords(desk.context, viewer, {
        clientUuid: uuidIn(form),
        answers: read.answers,
        reason: reasonText(words, read.answers),
      });
      res.redirect(303, `${keptWords}/${id}`);
    },

    async answer(req: Request, res: Response): Promise<void> {
      noQuery(req);
      const found = await answerOf(req);
      render(res, 'imports/kept-answer', answerPage(desk.words(res), found));
    },

    async undo(req: Request, res: Response): Promise<void> {
      noQuery(req);
      const { id, reason } = await answerOf(req);
      const undone = desk.words(res).t('imports:kept.undoReason', { reason }).slice(0, 2000);
      await undoAnswers(desk.context, viewerOf(req), id, undone);
      res.redirect(303, `${keptWords}/${id}`);
    },
  };
}

function readQuery(req: Request): KeptView {
  const query = queryOf(req, ['kind', 'word', 'from']);
  return { ...viewOf(query), ...numberIn(query, 'from') };
}

function viewOf({ kind, word }: { kind?: string | undefined; word?: string | undefined }): KeptView {
  const known = wordKinds.find(one => one === kind);
  if (kind !== undefined && known === undefined)
    throw new BadRequest([{ path: 'kind', key: 'errors:parameters.malformed', values: { value: kind } }]);
  if (word !== undefined && !/^[0-9a-f]{12}$/.test(word)) throw new NotFound('no such word');
  return { ...(known ? { kind: known } : {}), ...(word === undefined ? {} : { word }) };
}

function uuidIn(form: Form): string {
  const text = form.text('clientUuid');
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text))
    throw new BadRequest([{ path: 'clientUuid', key: 'errors:fields.required' }]);
  return text;
}

/** The imports that some words came by: what a word may mean is asked as it was there. */
async function importsOf({ context }: Desk, words: readonly KeptWord[]): Promise<ReadonlyMap<number, Import>> {
  const ids = [...new Set(words.map(({ importId }) => importId))];
  const files = await Promise.all(ids.map(id => getImportForJob(context.pool, id)));
  return new Map(files.map(file => [file.id, file]));
}

/** The answers of a form, each under the plan of its word's own import. */
function readAll({ context }: Desk, all: readonly KeptWord[], files: ReadonlyMap<number, Import>, form: Form) {
  const reads = [...files].map(([id, { plan }]) => {
    const own = all.filter(({ importId }) => importId === id);
    return { own, ...readAnswers(context, plan, own, form) };
  });
  const answers = reads.flatMap(({ own, answers: given }) =>
    given.map((one): AnsweredWord => {
      const word = own.find(({ kind, key }) => kind === one.kind && key === one.key);
      return { ...one, word: word?.word ?? '', heading: word?.heading ?? '' };
    }),
  );
  const typed = new Map<string, TypedAnswer>(reads.flatMap(read => [...read.typed]));
  return { answers, typed, hasErrors: reads.some(({ hasErrors }) => hasErrors) };
}

async function showKeptWords(desk: Desk, req: Request, res: Response, view: KeptView): Promise<void> {
  const viewer = viewerOf(req);
  const { pool } = desk.context;
  const [all, answers, taught, recent] = await Promise.all([
    listKeptWords(pool, viewer),
    listAnswers(pool, viewer, listedAnswers),
    countTaught(pool, viewer.office.id),
    listImports(pool, viewer, listedImports),
  ]);
  const one = all.find(word => wordId(word) === view.word);
  if (view.word !== undefined && !one) throw new NotFound('no such word');
  const words = desk.words(res);
  const page = keptWordsPage(desk.context, words, {
    all,
    answers,
    view,
    files: await importsOf(desk, all),
    carrying: one ? await carryingOf(desk, viewer, one) : [],
    taught,
    recent,
  });
  render(res, 'imports/kept-words', { ...page, clientUuid: randomUUID() });
}

function carryingOf({ context }: Desk, viewer: Viewer, word: KeptWord) {
  return listCarrying(context.pool, viewer, word, listedRecords);
}
