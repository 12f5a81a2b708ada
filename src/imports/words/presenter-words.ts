import type { RecordWords as Words, SeizuresContext } from '../../seizures/index.ts';
import { wordKinds, type WordKind } from '../engine/columns/import-fields.ts';
import { openWords } from '../open-questions.ts';
import { holdsRows } from '../readiness.ts';
import { answerText, codeName, wordShown, isCodeOf, isShort, listAddress, optionsOfKind } from './presenter-codes.ts';
import { problemText } from '../check/presenter-problems.ts';
import { addressOf } from '../wizard-step.ts';
import { isNear, isOther, kindLabel, proposedBlocks, sum, whyText } from './presenter-proposed.ts';
import type { Import } from '../store.ts';
import type { ImportWord } from './store-words.ts';
import { otherCode, wordId, type TypedAnswer } from './words-form.ts';

export interface WordsView {
  /** Only words of this kind. */
  readonly kind?: WordKind;
  /** Id of one word, whatever is known of it. */
  readonly word?: string;
  /** Words skipped. */
  readonly from?: number;
  readonly typed?: ReadonlyMap<string, TypedAnswer>;
  /** Ids of proposed words whose tick was taken away. */
  readonly unticked?: ReadonlySet<string>;
  /** Id of the word in hand, shown beside the others. */
  readonly at?: string;
}

const aPage = 20;
const knownShown = 300;
/** Known words shown before the others are unfolded. */
const knownFirst = 14;

/** The page of words: what we think we understand, what must be asked, what is known already. */
export function wordsPage(
  context: SeizuresContext,
  words: Words,
  file: Import,
  all: readonly ImportWord[],
  view: WordsView,
) {
  const { t } = words;
  const ofKind = all.filter(({ kind }) => view.kind === undefined || kind === view.kind);
  const proposed = view.word === undefined ? ofKind.filter(({ state }) => state === 'preselected') : [];
  const asked = ofKind.filter(word => (view.word === undefined ? word.state === 'ask' : wordId(word) === view.word));
  const from = Math.min(view.from ?? 0, Math.max(0, asked.length - 1));
  const shown = asked.slice(from, from + aPage);
  const left = openWords(all).length;
  const typed = view.typed ?? new Map<string, TypedAnswer>();
  const pager = pagerOf(file, view, from, asked.length);
  const isLast = view.word === undefined && pager?.older === undefined;
  const given = { isLast, isAnyAsked: shown.length > 0, isAnyProposed: proposed.length > 0, isAnyLeft: left > 0 };
  return {
    tabs: tabsOf(words, file, all, view.kind),
    ...buttonsOf(given),
    proposed: proposedBlocks(words, file, proposed, view.unticked),
    questions: shown.map(word => questionOf(context, words, file, word, typed.get(wordId(word)))),
    asked: asked.length,
    single: view.word !== undefined,
    pager,
    left,
    known: knownOf(words, file, ofKind),
    hidden: [
      ...(view.kind === undefined ? [] : [{ name: 'kind', value: view.kind }]),
      ...(from > 0 ? [{ name: 'from', value: String(from) }] : []),
    ],
    broken: file.plan.survey?.problems?.map(problem => problemText(words, problem)) ?? [],
    problems: [...typed].flatMap(([id, { error }]) =>
      error === undefined ? [] : [{ text: t(`imports:words.errors.${error}`), href: `#w-${id}` }],
    ),
  };
}

const save = { action: 'save', key: 'imports:words.save', icon: 'save' };

/** The button that leads on, and the other one: the rows are checked once all that is asked was shown. */
function buttonsOf(given: { isLast: boolean; isAnyAsked: boolean; isAnyProposed: boolean; isAnyLeft: boolean }) {
  const key = given.isAnyProposed ? 'confirmCheck' : given.isAnyAsked || !given.isAnyLeft ? 'check' : 'checkAnyway';
  const check = { action: 'check', key: `imports:words.${key}`, icon: 'arrow-right' };
  if (!given.isAnyAsked && !given.isAnyProposed) return { next: check, other: undefined };
  return given.isLast ? { next: check, other: save } : { next: save, other: check };
}

function tabsOf(words: Words, file: Import, all: readonly ImportWord[], current: WordKind | undefined) {
  const open = openWords(all);
  const kinds = wordKinds.filter(kind => all.some(word => word.kind === kind));
  const tab = (kind: WordKind | undefined) => {
    const count = kind === undefined ? open.length : open.filter(word => word.kind === kind).length;
    return {
      label: kind === undefined ? words.t('common:all') : kindLabel(words, file, kind),
      current: kind === current,
      // What has nothing open has no number.
      count: count === 0 ? undefined : count,
      href: addressOf(file, kind === undefined ? 'words' : `words?kind=${kind}`),
    };
  };
  return { label: words.t('imports:words.tabs'), items: [tab(undefined), ...kinds.map(tab)] };
}

export function questionOf(
  context: SeizuresContext,
  words: Words,
  file: Import,
  word: ImportWord,
  typed: TypedAnswer | undefined,
) {
  const { t } = words;
  const id = wordId(word);
  const chosen = typed?.choice ?? choiceOf(word);
  const candidates = word.candidates
    .filter(one => isCodeOf(context, word.kind, one.code) && isNear(one, word.word))
    .slice(0, 5)
    .map(one => ({
      value: `code:${one.code}`,
      label: nameOf(words, word, one.code),
      why: isOther(file.plan, one.code) ? t('imports:words.why.none') : whyText(words, one),
      checked: chosen === `code:${one.code}`,
    }));
  const listed = candidates.some(({ checked }) => checked) || !chosen.startsWith('code:') ? '' : chosen.slice(5);
  const isGone = word.kind === 'country' && word.candidates.some(({ code }) => code.endsWith('-OLD'));
  return {
    id,
    word: wordShown(words, word.word),
    field: kindLabel(words, file, word.kind),
    heading: word.kind === 'product' && word.heading !== '' ? words.names.heading(word.heading) : undefined,
    ...heldBy(words, file, word),
    line: t('imports:preview.line', { line: word.exampleLine }),
    see: `?at=${id}#rail`,
    example: exampleOf(file, word),
    candidates,
    note: isGone ? t('imports:words.gone', { word: word.word }) : undefined,
    list: listOf(context, words, word, typed?.code || listed),
    listChecked: chosen === 'list' || listed !== '',
    other:
      otherCode(file.plan, word.kind, word.heading) === undefined
        ? undefined
        : { checked: chosen === 'other', value: typed?.other || otherText(word) },
    blankChecked: chosen === 'blank',
    laterChecked: chosen === 'later' || chosen === '',
    lang: file.plan.language,
    isOpen: candidates.length === 0 || listed !== '' || ['list', 'blank'].includes(chosen) || isTyped(typed),
    error: typed?.error === undefined ? undefined : t(`imports:words.errors.${typed.error}`),
  };
}

function isTyped(typed: TypedAnswer | undefined): boolean {
  return typed !== undefined && (typed.error !== undefined || typed.code !== '');
}

/** What becomes of its rows while a word has no answer. */
export function heldBy({ t, number }: Words, { plan }: Import, word: ImportWord): { rows: string; later: string } {
  const holds = holdsRows(word, plan.rows);
  return {
    rows: t(holds ? 'imports:words.holds' : 'imports:words.goIn', { count: word.rows, n: number(word.rows) }),
    later: t(holds ? 'imports:words.later' : 'imports:words.laterGoIn'),
  };
}

/** What a word means by now, as its radios say it. */
function choiceOf({ state, answer }: ImportWord): string {
  if (!answer || state === 'ask') return '';
  if ('blank' in answer) return 'blank';
  return 'other' in answer ? 'other' : `code:${answer.code}`;
}

function otherText({ answer, word }: ImportWord): string {
  return answer && 'other' in answer ? answer.other : word.slice(0, 200);
}

function nameOf(words: Words, { kind, heading }: ImportWord, code: string): string {
  return answerText(words, kind, { code }, heading);
}

function listOf(context: SeizuresContext, words: Words, { kind, heading }: ImportWord, value: string) {
  return isShort(kind)
    ? { options: optionsOfKind(context, words, kind), value }
    : {
        url: listAddress(kind, heading),
        value,
        label: value !== '' && isCodeOf(context, kind, value) ? codeName(words, kind, value) : undefined,
      };
}

/** The row a word was first seen in, its other cells for the eye. */
function exampleOf({ plan }: Import, { example }: ImportWord): string {
  const cells = example.flatMap((cell, column) =>
    plan.rows.mapping[column] === null || cell === null || cell.trim() === '' ? [] : [cell.trim().slice(0, 60)],
  );
  return cells.slice(0, 9).join(' · ');
}

function pagerOf(file: Import, { kind }: WordsView, from: number, total: number) {
  if (total <= aPage) return undefined;
  const href = (at: number): string =>
    addressOf(file, `words?${new URLSearchParams({ ...(kind ? { kind } : {}), from: String(at) }).toString()}`);
  return {
    from: from + 1,
    to: Math.min(total, from + aPage),
    total,
    ...(from > 0 ? { newer: href(Math.max(0, from - aPage)) } : {}),
    ...(from + aPage < total ? { older: href(from + aPage) } : {}),
  };
}

function knownOf(words: Words, file: Import, all: readonly ImportWord[]) {
  const known = all.filter(({ state }) => state !== 'ask' && state !== 'preselected');
  const rows = known.slice(0, knownShown).map(word => knownRow(words, file, word));
  return {
    count: known.length,
    title: words.t('imports:words.known', { count: known.length, n: words.number(known.length) }),
    onRows: words.t('imports:words.rows', { count: sum(known), n: words.number(sum(known)) }),
    all: words.t('imports:words.knownAll', { count: known.length, n: words.number(known.length) }),
    more:
      known.length > knownShown ? words.t('imports:words.knownMore', { count: known.length - knownShown }) : undefined,
    first: rows.slice(0, knownFirst),
    rest: rows.slice(knownFirst),
  };
}

function knownRow(words: Words, file: Import, word: ImportWord) {
  return {
    word: wordShown(words, word.word),
    field: kindLabel(words, file, word.kind),
    rows: words.number(word.rows),
    source: words.t(`imports:words.source.${word.state}`),
    meaning: word.answer ? answerText(words, word.kind, word.answer, word.heading) : '',
    href: addressOf(file, `words?word=${wordId(word)}#w-${wordId(word)}`),
  };
}
