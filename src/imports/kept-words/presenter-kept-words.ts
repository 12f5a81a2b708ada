import type { RecordWords as Words, SeizuresContext } from '../../seizures/index.ts';
import { wordKinds, type WordKind } from '../engine/columns/import-fields.ts';
import type { Import } from '../store.ts';
import { answerText } from '../words/presenter-codes.ts';
import { listRow } from '../upload/presenter-list.ts';
import { questionOf } from '../words/presenter-words.ts';
import { wordId, type TypedAnswer } from '../words/words-form.ts';
import type { AnsweredWord, KeptAnswer } from './store-answers.ts';
import type { CarryingRecord, KeptWord } from './store-kept-words.ts';

export const keptWords = '/seizures/imports/kept-words';
const base = keptWords;

export interface KeptView {
  /** Only words of this kind. */
  readonly kind?: WordKind;
  /** Id of one word. */
  readonly word?: string;
  /** Words skipped. */
  readonly from?: number;
  readonly typed?: ReadonlyMap<string, TypedAnswer>;
  /** A form that answered nothing. */
  readonly isEmpty?: boolean;
}

interface Kept {
  readonly all: readonly KeptWord[];
  readonly answers: readonly KeptAnswer[];
  readonly view: KeptView;
  readonly files: ReadonlyMap<number, Import>;
  /** Records that carry the one word looked at. */
  readonly carrying: readonly CarryingRecord[];
  /** Words the office has said the meaning of. */
  readonly taught: number;
  /** Its last imports. */
  readonly recent: readonly Import[];
}

const aPage = 20;

/** The page of the words that an office's records carry unanswered. Pure. */
export function keptWordsPage(context: SeizuresContext, words: Words, kept: Kept) {
  const { all, answers, view, files, carrying, taught, recent } = kept;
  const { t } = words;
  const typed = view.typed ?? new Map<string, TypedAnswer>();
  const shown = all.filter(word =>
    view.word === undefined ? view.kind === undefined || word.kind === view.kind : wordId(word) === view.word,
  );
  const from = Math.min(view.from ?? 0, Math.max(0, shown.length - 1));
  return {
    head: {
      title: t('imports:kept.title'),
      scope: t('imports:kept.scope', { count: all.length, n: words.number(all.length) }),
      crumbs: [{ label: t('imports:list.title'), href: '/seizures/imports' }, { label: t('imports:kept.title') }],
    },
    tabs: view.word === undefined && all.length > 0 ? tabsOf(words, all, view.kind) : undefined,
    single: view.word !== undefined,
    questions: shown.slice(from, from + aPage).flatMap(word => {
      const file = files.get(word.importId);
      return file ? [keptQuestion(context, words, file, word, typed.get(wordId(word)))] : [];
    }),
    pager: pagerOf(view, from, shown.length),
    hidden: [
      ...(view.kind === undefined ? [] : [{ name: 'kind', value: view.kind }]),
      ...(from > 0 ? [{ name: 'from', value: String(from) }] : []),
    ],
    records: carrying.map(one => ({
      href: `/seizures/${one.ref}`,
      ref: one.ref,
      date: words.date(one.seizureDate),
      country: words.code('country', one.country),
      goods: one.products.map(words.names.anyProduct).join(', '),
    })),
    answers: answers.map(one => ({
      title: meaningsOf(words, one.answers),
      href: `${base}/${one.id}`,
      text: t('imports:kept.lateLine', {
        count: one.total,
        n: words.number(one.total),
        login: one.by,
        time: words.time(one.askedAt),
      }),
      end: tagOf(words, one).label,
    })),
    taught: t('imports:kept.taughtWords', { count: taught, n: words.number(taught) }),
    recent: recent.map(file => listRow(words, file)),
    problems: [
      ...[...typed].flatMap(([id, { error }]) =>
        error === undefined ? [] : [{ text: t(`imports:words.errors.${error}`), href: `#w-${id}` }],
      ),
      ...(view.isEmpty === true ? [{ text: t('imports:kept.nothing'), href: '#ask' }] : []),
    ],
  };
}

/** A word as the import asks about it, by the records that carry it. */
function keptQuestion(
  context: SeizuresContext,
  words: Words,
  file: Import,
  word: KeptWord,
  typed: TypedAnswer | undefined,
) {
  // What was decided for the file is what is to be decided anew: nothing is chosen beforehand.
  const question = questionOf(context, words, file, { ...word, state: 'ask', answer: null }, typed);
  return {
    ...question,
    rows: words.t('imports:kept.records', { count: word.records, n: words.number(word.records) }),
    later: words.t('imports:kept.later'),
    see: undefined,
    more: { href: `${base}?word=${question.id}`, label: words.t('imports:kept.see', { count: word.records }) },
  };
}

function tabsOf(words: Words, all: readonly KeptWord[], current: WordKind | undefined) {
  const tab = (kind: WordKind | undefined) => ({
    label: words.t(kind === undefined ? 'common:all' : `imports:words.kinds.${kind}`),
    current: kind === current,
    count: kind === undefined ? all.length : all.filter(word => word.kind === kind).length,
    href: kind === undefined ? base : `${base}?kind=${kind}`,
  });
  const kinds = wordKinds.filter(kind => all.some(word => word.kind === kind));
  return { label: words.t('imports:words.tabs'), items: [tab(undefined), ...kinds.map(tab)] };
}

function pagerOf({ kind }: KeptView, from: number, total: number) {
  if (total <= aPage) return undefined;
  const href = (at: number): string =>
    `${base}?${new URLSearchParams({ ...(kind ? { kind } : {}), from: String(at) }).toString()}`;
  return {
    from: from + 1,
    to: Math.min(total, from + aPage),
    total,
    ...(from > 0 ? { newer: href(Math.max(0, from - aPage)) } : {}),
    ...(from + aPage < total ? { older: href(from + aPage) } : {}),
  };
}

/** "pó branco" means Cocaine; one after the other. */
function meaningsOf(words: Words, answers: readonly AnsweredWord[]): string {
  return answers
    .map(({ kind, word, answer, heading }) =>
      words.t('imports:kept.means', { word, meaning: answerText(words, kind, answer, heading) }),
    )
    .join(' · ');
}

/** Why records were amended, as their history says it. */
export function reasonText(words: Words, answers: readonly AnsweredWord[]): string {
  return words.t('imports:kept.reason', { meanings: meaningsOf(words, answers) }).slice(0, 2000);
}

function tagOf(words: Words, { state }: KeptAnswer) {
  const isOpen = state === 'running' || state === 'undoing';
  return { label: words.t(`imports:kept.state.${state}`), tone: isOpen ? ('info' as const) : ('good' as const) };
}

/** How far the work of answers is, what came of it, and the way back. Pure. */
export function answerPage(words: Words, one: KeptAnswer) {
  const { t } = words;
  const isOpen = one.state === 'running' || one.state === 'undoing';
  const said = (name: 'settled' | 'failed' | 'undone' | 'kept') =>
    one[name] > 0 ? [{ label: t(`imports:kept.outcome.${name}`), value: words.number(one[name]) }] : [];
  const done = one.done + one.settled + one.failed;
  const back = one.undone + one.kept;
  return {
    title: t('imports:kept.answer'),
    ...(isOpen ? { refresh: 3 } : {}),
    head: {
      title: t('imports:kept.answer'),
      scope: t('imports:kept.by', { login: one.by, time: words.time(one.askedAt) }),
      crumbs: [
        { label: t('imports:list.title'), href: '/seizures/imports' },
        { label: t('imports:kept.title'), href: base },
        { label: t('imports:kept.answer') },
      ],
      tag: tagOf(words, one),
    },
    meanings: one.answers.map(({ kind, word, answer, heading }) => ({
      label: word,
      value: answerText(words, kind, answer, heading),
    })),
    work: isOpen
      ? {
          label: t(`imports:kept.state.${one.state}`),
          total: Math.max(1, one.state === 'running' ? one.total : one.done + back),
          parts: [
            {
              key: 'done',
              label: t('imports:kept.recordsDone'),
              count: one.state === 'running' ? done : back,
              tone: 'accent' as const,
            },
          ],
        }
      : undefined,
    facts: [
      { label: t('imports:kept.outcome.total'), value: words.number(one.total) },
      { label: t('imports:kept.outcome.done'), value: words.number(one.done + back) },
      ...said('settled'),
      ...said('failed'),
      ...said('undone'),
      ...said('kept'),
      ...(one.undoneBy === null ? [] : [{ label: t('imports:kept.undoneBy'), value: one.undoneBy }]),
    ],
    undo: one.state === 'done' || one.state === 'stopped' ? `${base}/${one.id}/undo` : undefined,
  };
}
