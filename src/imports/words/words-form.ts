import { createHash } from 'node:crypto';
import { screenByRules } from '../../personal-data/index.ts';
import type { SeizuresContext } from '../../seizures/index.ts';
import type { WordKind } from '../engine/columns/import-fields.ts';
import type { Answer } from '../engine/plan.ts';
import type { Form } from '../upload/form.ts';
import type { Plan } from '../plan.ts';
import { isCodeOf, resolveCode } from './presenter-codes.ts';
import type { GivenAnswer, ImportWord, WordPlace } from './store-words.ts';

/** Name of a word in a form: short, and of letters and digits whatever the word is. */
export function wordId({ kind, key }: WordPlace): string {
  return createHash('sha256').update(`${kind}\n${key}`).digest('hex').slice(0, 12);
}

/** What was typed and chosen for a word, so that it stays on the page. */
export interface TypedAnswer {
  readonly choice: string;
  readonly code: string;
  readonly other: string;
  readonly error?: string;
}

interface WordsRead {
  readonly answers: readonly GivenAnswer[];
  /** By the word's id: all that was typed, where one of the answers cannot be taken. */
  readonly typed: ReadonlyMap<string, TypedAnswer>;
  readonly hasErrors: boolean;
}

/** The code of a list that means "other", where the list of a word has one. */
export function otherCode(plan: Plan, kind: WordKind, heading: string): string | undefined {
  return plan.rows.others[kind === 'product' ? `product:${heading}` : kind];
}

/** Reads the answers a form gives to words. Words it does not name are left as they are. */
export function readAnswers(
  context: Pick<SeizuresContext, 'lists'>,
  plan: Plan,
  words: readonly ImportWord[],
  form: Form,
): WordsRead {
  const answers: GivenAnswer[] = [];
  const typed = new Map<string, TypedAnswer>();
  for (const word of words) {
    const id = wordId(word);
    if (!form.has(`a.${id}`) && !form.has(`s.${id}`)) continue;
    const given = {
      choice: form.text(`a.${id}`),
      code: form.text(`s.${id}`).trim(),
      other: form.text(`o.${id}`).trim(),
    };
    const read = readAnswer(context, plan, word, given);
    if (typeof read === 'string') typed.set(id, { ...given, error: read });
    else typed.set(id, given);
    if (typeof read === 'object') answers.push({ kind: word.kind, key: word.key, answer: read });
  }
  return { answers, typed, hasErrors: [...typed.values()].some(({ error }) => error !== undefined) };
}

/** The answer, undefined when it is left for later, or the key of what is wrong with it. */
function readAnswer(
  context: Pick<SeizuresContext, 'lists'>,
  plan: Plan,
  word: ImportWord,
  { choice, code, other }: TypedAnswer,
): Answer | undefined | string {
  if (code !== '' && (choice === '' || choice === 'later' || choice === 'list')) {
    const found = resolveCode(context, word.kind, code, word.heading);
    return found === undefined ? 'unknown' : { code: found };
  }
  if (choice === 'list') return 'missing';
  if (choice === 'blank') return { blank: true };
  if (choice === 'other') return readOther(plan, word, other);
  const chosen = choice.startsWith('code:') ? choice.slice(5) : undefined;
  if (chosen === undefined) return undefined;
  return isCodeOf(context, word.kind, chosen) ? { code: chosen } : 'unknown';
}

function readOther(plan: Plan, { kind, heading, word }: ImportWord, text: string): Answer | string {
  if (otherCode(plan, kind, heading) === undefined) return 'unknown';
  const kept = (text === '' ? word : text).slice(0, 200).toWellFormed();
  return screenByRules(kept).length > 0 ? 'person' : { other: kept };
}

/** Of a proposed block: what was confirmed, and what was unticked and is to be asked. */
export function readConfirmed(
  words: readonly ImportWord[],
  form: Form,
): { answers: GivenAnswer[]; unsure: WordPlace[] } {
  const ticked = new Set(form.all('confirm'));
  const shown = new Set(form.all('shown'));
  const block = words.filter(word => word.state === 'preselected' && word.answer !== null && shown.has(wordId(word)));
  return {
    answers: block.flatMap(({ answer, ...word }) =>
      answer !== null && ticked.has(wordId(word)) ? [{ kind: word.kind, key: word.key, answer }] : [],
    ),
    unsure: block.filter(word => !ticked.has(wordId(word))).map(({ kind, key }) => ({ kind, key })),
  };
}
