import type { Request, Response } from 'express';
import type { Viewer } from '../../access/index.ts';
import { placesText } from '../columns/presenter-whose.ts';
import { whoseFile } from '../columns/whose.ts';
import { BadRequest, Conflict, NotFound } from '../../errors.ts';
import { answerWords, startCheck, tryAgain } from '../decide.ts';
import { wordKinds } from '../engine/columns/import-fields.ts';
import type { RecordWords as Words, SeizuresContext } from '../../seizures/index.ts';
import { versionIn, type Form } from '../upload/form.ts';
import { openStyles, openWords } from '../open-questions.ts';
import { numberIn, onward, queryOf, sent, shown, type Desk, type Sent } from '../pages-common.ts';
import { frameOf } from '../presenter-frame.ts';
import { stripOf } from '../presenter-strip.ts';
import { readinessChecked, readinessOf } from '../readiness.ts';
import { wordsRail } from './presenter-beside-words.ts';
import { wordsPage, type WordsView } from './presenter-words.ts';
import { addressOf, isShown, isWorking } from '../wizard-step.ts';
import { getImport, type Import } from '../store.ts';
import { answersOf, listWords, type GivenAnswer, type ImportWord, type WordPlace } from './store-words.ts';
import { readAnswers, readConfirmed, wordId } from './words-form.ts';
import { render } from '../../web/render.ts';

/** What the words of the file mean. */
export function wordPages(desk: Desk) {
  return {
    words: shown(desk, 'words', readQuery, ({ viewer, file, query }, res) =>
      // How dates and numbers are written is asked before the words: no row can be checked without it.
      file.state === 'asking' && openStyles(file).length > 0
        ? res.redirect(303, addressOf(file, 'styles'))
        : showWords(desk, viewer, file, query, res),
    ),
    // A colleague's answers do not take away what was answered meanwhile: each word is answered for itself.
    send: sent(desk, (given, res) => takeWords(desk, given, res), true),
  };
}

function readQuery(req: Request): WordsView {
  const query = queryOf(req, ['kind', 'word', 'from', 'at']);
  const at = viewOf(undefined, query.at).word;
  return { ...viewOf(query.kind, query.word), ...numberIn(query, 'from'), ...(at === undefined ? {} : { at }) };
}

async function showWords(
  { context, words: wordsOf }: Desk,
  viewer: Viewer,
  file: Import,
  view: WordsView,
  res: Response,
): Promise<void> {
  const words = wordsOf(res);
  const all = await listWords(context.pool, file.id);
  const places = placesText(words, whoseFile(context, viewer, file.sniffed, file.plan.rows));
  render(res, 'imports/words', {
    ...frameOf(words, file, 'words', places),
    ...wordsPage(context, words, file, all, view),
    ...besideWords(context, words, viewer, file, all, view.at ?? view.word),
  });
}

/**
 * The strip: before the check estimated, with what the words hold; after it the figures of the rows themselves. And the
 * rail, with the word in hand.
 */
function besideWords(
  context: SeizuresContext,
  words: Words,
  viewer: Viewer,
  file: Import,
  all: readonly ImportWord[],
  id: string | undefined,
) {
  const { rows } = file.plan;
  const isChecked = file.state === 'ready' || file.state === 'committed';
  const readiness = isChecked
    ? readinessChecked(file, rows, all)
    : readinessOf(context, viewer, file, rows, answersOf(all), all);
  const supposed = answersOf(all.map(word => (word.state === 'preselected' ? { ...word, state: 'answered' } : word)));
  return { strip: stripOf(words, readiness), rail: wordsRail(words, file, all, supposed, { id, readiness }) };
}

/** The words with answers that are not kept yet. */
function withGiven(all: readonly ImportWord[], answers: readonly GivenAnswer[]): ImportWord[] {
  const given = new Map(answers.map(one => [wordId(one), one.answer]));
  return all.map(word => {
    const answer = given.get(wordId(word));
    return answer === undefined ? word : { ...word, state: 'answered' as const, answer };
  });
}

async function takeWords(desk: Desk, given: Sent, res: Response): Promise<void> {
  const { context } = desk;
  const { viewer, file, form } = given;
  const action = form.text('action');
  const isLate = versionIn(form) !== file.version;
  if (isLate && (action === 'resume' || !isShown('words', file) || isWorking(file)))
    throw new Conflict('the import was changed meanwhile');
  if (action === 'resume') {
    await tryAgain(context, viewer, file);
    return onward(res, file);
  }
  const view = viewOf(form.text('kind') || undefined, undefined);
  const listed = await listWords(context.pool, file.id);
  // What a colleague answered meanwhile stays.
  const all = isLate ? openWords(listed) : listed;
  if (action === 'strip') {
    const now = withGiven(all, readAnswers(context, file.plan, all, form).answers);
    const words = desk.words(res);
    const { word: id } = viewOf(undefined, form.text('word') || undefined);
    const { file: shownFile } = frameOf(words, file, 'words');
    return render(res, 'imports/_live-words', {
      file: shownFile,
      ...besideWords(context, words, viewer, file, now, id),
    });
  }
  const answered = readAnswers(context, file.plan, all, form);
  const { answers, unsure } = readConfirmed(all, form);
  if (answered.hasErrors) {
    const unticked = new Set(unsure.map(wordId));
    return showWords(desk, viewer, file, { ...view, ...typedIn(answered.typed, form), unticked }, res.status(422));
  }
  const both = { answers: [...answers, ...answered.answers], unsure };
  const begins = await settleWords(context, given, both, action === 'check');
  res.redirect(303, addressOf(file, begins ? 'check' : view.kind ? `words?kind=${view.kind}` : 'words'));
}

/** The answers as typed, on the page of the one word they were given for or of the words from a place on. */
function typedIn(typed: NonNullable<WordsView['typed']>, form: Form): Pick<WordsView, 'typed' | 'word' | 'from'> {
  const [word] = typed.keys();
  return { typed, ...(form.text('single') === 'yes' && word ? { word } : { from: Number(form.text('from')) || 0 }) };
}

/** Takes the answers in; with nothing left to ask, or when the officer wants it so, the check begins. */
async function settleWords(
  context: SeizuresContext,
  { viewer, file }: Sent,
  { answers, unsure }: { answers: readonly GivenAnswer[]; unsure: readonly WordPlace[] },
  check: boolean,
): Promise<boolean> {
  const changes = answers.length + unsure.length > 0;
  if (changes) await answerWords(context, viewer, file, answers, unsure);
  const now = await getImport(context.pool, viewer, file.id);
  const left = openWords(await listWords(context.pool, file.id)).length;
  // What was just doubted is asked first.
  const begins = openStyles(now).length === 0 && unsure.length === 0 && (check || (left === 0 && changes));
  if (begins) await startCheck(context, viewer, changes ? now : file);
  return begins;
}

function viewOf(kind: string | undefined, word: string | undefined): WordsView {
  const known = wordKinds.find(one => one === kind);
  if (kind !== undefined && known === undefined)
    throw new BadRequest([{ path: 'kind', key: 'errors:parameters.malformed', values: { value: kind } }]);
  if (word !== undefined && !/^[0-9a-f]{12}$/.test(word)) throw new NotFound('no such word');
  return { ...(known ? { kind: known } : {}), ...(word === undefined ? {} : { word }) };
}
