import type { RecordWords as Words } from '../../seizures/index.ts';
import { fieldLabel } from '../columns/presenter-fields.ts';
import { importFields, type WordKind } from '../engine/columns/import-fields.ts';
import type { Candidate } from '../engine/columns/matcher.ts';
import type { Import } from '../store.ts';
import { answerText, wordShown } from './presenter-codes.ts';
import type { ImportWord } from './store-words.ts';
import { wordId } from './words-form.ts';

export function sum(words: readonly ImportWord[]): number {
  return words.reduce((total, { rows }) => total + rows, 0);
}

/** What a kind of word is called: the field itself where the file has one column of the kind. */
export function kindLabel(words: Words, { plan }: Import, kind: WordKind): string {
  const fields = [
    ...new Set(plan.rows.mapping.filter(field => field !== null && importFields.get(field)?.kind === kind)),
  ];
  return fields.length === 1 && fields[0] ? fieldLabel(words, fields[0]) : words.t(`imports:words.kinds.${kind}`);
}

/** What is confirmed together: words we think we understand, and those no list has, which go in as they are. */
export function proposedBlocks(
  words: Words,
  file: Import,
  proposed: readonly ImportWord[],
  unticked: ReadonlySet<string> | undefined,
) {
  const { t } = words;
  return (['proposed', 'unlisted'] as const).flatMap(kind => {
    const own = proposed.filter(word => isKept(file, word) === (kind === 'unlisted'));
    if (own.length === 0) return [];
    return [
      {
        title: t(`imports:words.${kind}`, { count: own.length }),
        note: t('imports:words.rows', { count: sum(own), n: words.number(sum(own)) }),
        lead: t(`imports:words.${kind}Lead`),
        words: own.map(word => proposedRow(words, file, word, unticked)),
      },
    ];
  });
}

function proposedRow(words: Words, file: Import, word: ImportWord, unticked: ReadonlySet<string> | undefined) {
  const why = word.candidates[0];
  const id = wordId(word);
  return {
    id,
    isTicked: unticked?.has(id) !== true,
    word: wordShown(words, word.word),
    rows: words.number(word.rows),
    field: kindLabel(words, file, word.kind),
    meaning: word.answer ? proposedText(words, word) : '',
    why: isKept(file, word) || !why ? words.t('imports:words.why.none') : whyText(words, why),
  };
}

/** Whether a word is proposed to be kept, since no list has it: as it is, or under the list's own "other". */
function isKept({ plan }: Import, { answer }: ImportWord): boolean {
  if (!answer || 'blank' in answer) return false;
  return 'other' in answer || isOther(plan, answer.code);
}

export function isOther({ rows }: Import['plan'], code: string): boolean {
  return rows.others[`product:${code.split('/')[0] ?? ''}`] === code;
}

/** A word no list has is proposed to be kept as it is. */
function proposedText(words: Words, { kind, answer, heading, word }: ImportWord): string {
  if (!answer) return '';
  return 'other' in answer && answer.other === word
    ? words.t('imports:words.keepShort')
    : answerText(words, kind, answer, heading);
}

/** Why a meaning is proposed: never a bare number. */
export function whyText(words: Words, { why, letters, word }: Candidate): string {
  if (why === 'spelling') return words.t('imports:words.why.spelling', { count: letters ?? 1, word });
  return words.t(`imports:words.why.${why}`, { word });
}

/** A word of which a quarter is spelled otherwise is another word: "magasin" is no bus, as "mabasi" is. */
export function isNear({ why, letters = 1 }: Candidate, { length }: string): boolean {
  return why !== 'spelling' || letters <= Math.max(1, Math.floor(length / 4));
}
