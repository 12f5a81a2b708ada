import type { RecordWords as Words } from '../../seizures/index.ts';
import { importFields } from '../engine/columns/import-fields.ts';
import type { Answers } from '../engine/plan.ts';
import { fold, isBlank, tidy } from '../engine/words/words.ts';
import { fieldLabel } from '../columns/presenter-fields.ts';
import { recordOf } from '../read/presenter-preview.ts';
import type { Readiness } from '../readiness.ts';
import type { Import } from '../store.ts';
import { addressOf } from '../wizard-step.ts';
import { heldBy } from './presenter-words.ts';
import type { ImportWord } from './store-words.ts';
import { wordId } from './words-form.ts';

/** Beside the words: the one in hand in its row, where answers come from, and the rows no answer brings in. */
export function wordsRail(
  words: Words,
  file: Import,
  all: readonly ImportWord[],
  answers: Answers,
  { id, readiness }: { readonly id: string | undefined; readonly readiness: Pick<Readiness, 'cannot' | 'why'> },
) {
  const word =
    all.find(one => wordId(one) === id) ??
    all.find(({ state }) => state === 'ask') ??
    all.find(({ state }) => state === 'preselected');
  return {
    word: word ? wordId(word) : '',
    inHand: word && wordInHand(words, file, word, answers),
    sources: sourcesOf(words, all),
    cannot: cannotOf(words, file, readiness),
  };
}

function wordInHand(words: Words, file: Import, word: ImportWord, answers: Answers) {
  const row = { line: word.exampleLine, cells: word.example.map(cell => cell ?? '') };
  return {
    word: word.word,
    state: words.t(`imports:beside.state.${word.state}`),
    rows: heldBy(words, file, word).rows,
    alike: alikeIn(words, file, word),
    title: words.t('imports:preview.row', { line: word.exampleLine }),
    record: recordOf(words, row, file.plan.rows, answers, columnOf(file, word)),
  };
}

/** The column a word stands in, in its first row. */
function columnOf({ plan }: Import, { kind, word, example }: ImportWord): number | undefined {
  const own = plan.rows.mapping.flatMap((field, column) =>
    field !== null && importFields.get(field)?.kind === kind ? [column] : [],
  );
  return own.find(column => fold(example[column] ?? '').includes(fold(word))) ?? own[0];
}

const telling = ['placeName', 'departure', 'destination', 'transport', 'concealment'];
/** Rows that must have a word before what they share is worth saying. */
const least = 3;

/** What all rows with the word share, among those kept for showing. */
function alikeIn(words: Words, file: Import, word: ImportWord): string[] {
  const column = columnOf(file, word);
  if (column === undefined) return [];
  const { mapping } = file.plan.rows;
  const own = file.sniffed.sample.filter(
    ({ aside, cells }) => aside === undefined && fold(cells[column] ?? '') === fold(word.word),
  );
  if (own.length < least) return [];
  return mapping.flatMap((field, at) => {
    const first = tidy(own[0]?.cells[at] ?? '');
    const isShared = field !== null && at !== column && telling.includes(field) && !isBlank(first);
    if (!isShared || own.some(({ cells }) => tidy(cells[at] ?? '') !== first)) return [];
    return [words.t('imports:beside.allIn', { count: own.length, field: fieldLabel(words, field), cell: first })];
  });
}

/** How many of the words each source knew. */
function sourcesOf(words: Words, all: readonly ImportWord[]): string[] {
  const isShared = ({ state, candidates }: ImportWord): boolean =>
    (state === 'preselected' || state === 'ask') && candidates.some(({ why }) => why === 'shared');
  const count = {
    remembered: all.filter(({ state }) => state === 'remembered').length,
    auto: all.filter(({ state }) => state === 'auto').length,
    shared: all.filter(isShared).length,
    answered: all.filter(({ state }) => state === 'answered').length,
  };
  return (['remembered', 'auto', 'shared', 'answered'] as const).flatMap(source =>
    count[source] === 0
      ? []
      : [words.t(`imports:beside.source.${source}`, { count: count[source], n: words.number(count[source]) })],
  );
}

/** Rows that no answer brings in: how they are mended, and that they come back with their answers. */
function cannotOf(words: Words, file: Import, { cannot, why }: Pick<Readiness, 'cannot' | 'why'>) {
  if (cannot === 0) return undefined;
  const isChecked = file.state === 'ready' || file.state === 'committed';
  return {
    title: words.t('imports:beside.cannot', { count: cannot, n: words.number(cannot) }),
    text: [
      why === undefined ? '' : words.t('imports:beside.mostly', { why: words.t(`imports:kinds.${why}`) }),
      words.t('imports:beside.comeBack'),
    ]
      .filter(Boolean)
      .join(' '),
    href: isChecked ? addressOf(file, 'check') : undefined,
  };
}
