import type { Viewer } from '../../access/index.ts';
import type { Words } from '../record/pages/presenter-words.ts';
import { around } from '../../text/around.ts';
import { wordsActs } from './permissions.ts';
import type { WaitingWords } from './store.ts';

export type Done = 'agreed' | 'proposed' | 'removed';

/** A piece of a sentence; found ones are drawn as such. */
interface Part {
  readonly text: string;
  readonly isFound: boolean;
}

/** Characters on each side. */
const shownAround = 80;

/** The page of words that wait for a second person, oldest first. Pure. */
export function presentTexts(
  viewer: Viewer,
  rows: readonly WaitingWords[],
  words: Words,
  done?: { as: Done; ref: string },
) {
  const shown = rows.map(row => presentOne(viewer, row, words));
  const decidable = shown.filter(({ agree, remove }) => agree || remove).length;
  return {
    title: words.t('texts:title'),
    scope: [words.t('texts:scope'), words.t('texts:waits', { count: decidable })].join(' '),
    section: { title: words.t('texts:list'), count: words.number(rows.length), id: 'waiting' },
    rows: shown,
    empty: { text: words.t('texts:none') },
    done: done && words.t(`texts:done.${done.as}`, { ref: done.ref }),
  };
}

function presentOne(viewer: Viewer, row: WaitingWords, words: Words) {
  const { agree, remove } = wordsActs(viewer, row);
  const isTyped = row.kind === 'typed';
  const isProposed = row.state === 'proposed' && !isTyped;
  return {
    id: row.id,
    ref: row.ref,
    field: row.path === 'history' ? words.t('record:history.title') : words.label(row.path.split('.').at(-1) ?? ''),
    kind: words.t(isTyped ? 'texts:ask.kind' : `entry:guard.kind.${row.kind}`),
    age: words.time(row.markedAt),
    markedAt: row.markedAt,
    parts: partsOf(row),
    says: words.t(isTyped ? 'texts:ask.says' : 'texts:says', { login: row.marker }),
    reason: row.reason,
    proposed: isProposed
      ? `${words.t('texts:proposed', { login: row.proposer ?? '' })} ${words.t('texts:proposedText')}`
      : undefined,
    agree,
    remove,
    removeLabel: words.t(row.state === 'proposed' ? 'texts:removeNow' : 'texts:remove'),
  };
}

/** The words in their sentence; alone where an amendment took the sentence out. */
function partsOf({ text, words }: WaitingWords): Part[] {
  const at = text?.toLowerCase().indexOf(words.toLowerCase()) ?? -1;
  if (text === null || at < 0) return [{ text: words, isFound: true }];
  const end = at + words.length;
  const { before, after } = around(text, at, end, shownAround);
  return [
    { text: before, isFound: false },
    { text: text.slice(at, end), isFound: true },
    { text: after, isFound: false },
  ].filter(part => part.text !== '');
}
