import type { Client, Queryable } from '../../db/pool.ts';
import { execute, queryRows, sql } from '../../db/sql.ts';
import { copyRows } from '../../db/copy.ts';
import type { Candidate } from '../engine/columns/matcher.ts';
import type { WordKind } from '../engine/columns/import-fields.ts';
import type { Answer, Answers } from '../engine/plan.ts';
import type { SharedMeanings, WordQuestion } from '../engine/words/word-questions.ts';

type WordState = 'answered' | 'auto' | 'preselected' | 'ask' | 'remembered';

/** A distinct word of the file under a coded field, and what it was decided to mean. */
export interface ImportWord {
  readonly kind: WordKind;
  /** The engine's key: one for all spellings of the word under its heading. */
  readonly key: string;
  readonly word: string;
  readonly heading: string;
  readonly rows: number;
  readonly exampleLine: number;
  readonly example: readonly (string | null)[];
  readonly state: WordState;
  readonly answer: Answer | null;
  readonly candidates: readonly Candidate[];
}

const separator = '\u241f';

/** Replaces the words of an import by those of a new survey. */
export async function saveWords(
  client: Client,
  importId: number,
  words: readonly (WordQuestion & { remembered?: boolean })[],
): Promise<void> {
  await deleteWords(client, importId);
  await copyRows(
    client,
    'import_values',
    ['import_id', 'field', 'word', 'rows', 'example_row', 'how', 'code', 'other', 'candidates'],
    words.map(one => [
      importId,
      one.kind,
      one.key,
      one.count,
      one.line,
      one.remembered ? 'remembered' : one.state,
      codeOf(one.answer),
      otherOf(one.answer),
      { word: one.word, heading: one.heading, example: one.example, candidates: one.match.candidates },
    ]),
  );
}

export async function deleteWords(on: Client, importId: number): Promise<void> {
  await execute(on, sql`delete from import_values where import_id = ${importId}`);
}

export interface WordRow {
  field: WordKind;
  word: string;
  rows: number;
  example_row: number;
  how: WordState;
  code: string | null;
  other: string | null;
  candidates: { word: string; heading: string; example: (string | null)[]; candidates: Candidate[] };
}

/** The words of an import, those on most rows first. */
export async function listWords(on: Queryable, importId: number): Promise<ImportWord[]> {
  const rows = await queryRows<WordRow>(
    on,
    sql`
      select field, word, rows, example_row, how, code, other, candidates from import_values
      where import_id = ${importId} order by rows desc, field, word`,
  );
  return rows.map(wordOf);
}

export function wordOf(row: WordRow): ImportWord {
  return {
    kind: row.field,
    key: row.word,
    word: row.candidates.word,
    heading: row.candidates.heading,
    rows: row.rows,
    exampleLine: row.example_row,
    example: row.candidates.example,
    state: row.how,
    answer: answerOf(row),
    candidates: row.candidates.candidates,
  };
}

export function answerOf({ code, other }: Pick<WordRow, 'code' | 'other'>): Answer | null {
  if (other !== null) return { other };
  if (code === null) return null;
  return code === separator ? { blank: true } : { code };
}

export function codeOf(answer: Answer | undefined): string | null {
  if (!answer || 'other' in answer) return null;
  return 'code' in answer ? answer.code : separator;
}

export function otherOf(answer: Answer | undefined): string | null {
  return answer && 'other' in answer ? answer.other : null;
}

/** Which word of an import. */
export interface WordPlace {
  readonly kind: WordKind;
  readonly key: string;
}

export interface GivenAnswer extends WordPlace {
  readonly answer: Answer;
}

/** Proposed meanings a person doubts: these words are asked one by one. */
export async function askAgain(client: Client, importId: number, words: readonly WordPlace[]): Promise<void> {
  await execute(
    client,
    sql`
      update import_values v set how = 'ask', code = null, other = null
      from unnest(${words.map(({ kind }) => kind)}::text[], ${words.map(({ key }) => key)}::text[]) as a(field, word)
      where v.import_id = ${importId} and v.field = a.field and v.word = a.word`,
  );
}

/** Adds words that came in by a correction; those already known are left as they are. */
export async function addWords(client: Client, importId: number, words: readonly WordQuestion[]): Promise<void> {
  const rows = words.map(one => ({
    field: one.kind,
    word: one.key,
    rows: one.count,
    example_row: one.line,
    how: one.state,
    code: codeOf(one.answer),
    other: otherOf(one.answer),
    candidates: { word: one.word, heading: one.heading, example: one.example, candidates: one.match.candidates },
  }));
  await execute(
    client,
    sql`
      insert into import_values (import_id, field, word, rows, example_row, how, code, other, candidates)
      select ${importId}, x.field, x.word, x.rows, x.example_row, x.how, x.code, x.other, x.candidates
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as x(field text, word text, rows int, example_row int, how text, code text, other text, candidates jsonb)
      on conflict (import_id, field, word) do nothing`,
  );
}

/** Keeps the officer's answers with the import. */
export async function saveAnswers(
  client: Client,
  viewer: { accountId: number },
  importId: number,
  answers: readonly GivenAnswer[],
): Promise<void> {
  await execute(
    client,
    sql`
      update import_values v
      set how = 'answered', code = a.code, other = a.other, answered_by = ${viewer.accountId}
      from unnest(${answers.map(({ kind }) => kind)}::text[], ${answers.map(({ key }) => key)}::text[],
          ${answers.map(({ answer }) => codeOf(answer))}::text[],
          ${answers.map(({ answer }) => otherOf(answer))}::text[])
        as a(field, word, code, other)
      where v.import_id = ${importId} and v.field = a.field and v.word = a.word`,
  );
}

/**
 * Answers hold for the office's next file once rows were saved under them: what was tried and thrown away taught
 * nothing. A word answered otherwise than before replaces the earlier answer.
 */
export async function rememberAnswers(client: Client, officeId: number, importId: number): Promise<void> {
  const given = sql`
    select field, word, code, other, answered_by from import_values
    where import_id = ${importId} and how = 'answered' and answered_by is not null`;
  await execute(
    client,
    sql`
      update synonyms s set withdrawn_at = now() from (${given}) a
      where s.office_id = ${officeId} and s.field = a.field and s.word = a.word and s.withdrawn_at is null
       and (s.code, s.other) is distinct from (a.code, a.other)`,
  );
  await execute(
    client,
    sql`
      insert into synonyms (office_id, field, word, code, other, import_id, account_id)
      select ${officeId}::int, a.field, a.word, a.code, a.other, ${importId}::bigint, a.answered_by from (${given}) a
      on conflict (office_id, field, word) where withdrawn_at is null do nothing`,
  );
}

/** What the office answered for its earlier files. */
export async function rememberedAnswers(on: Queryable, officeId: number): Promise<Answers> {
  const rows = await queryRows<{ field: WordKind; word: string; code: string | null; other: string | null }>(
    on,
    sql`select field, word, code, other from synonyms where office_id = ${officeId} and withdrawn_at is null`,
  );
  return toAnswers(rows.map(row => ({ kind: row.field, key: row.word, answer: answerOf(row) })));
}

/**
 * What at least two other offices answered alike for a word, which this one may confirm. Codes only: what an office
 * wrote in words of its own stays its own.
 */
export async function sharedMeanings(on: Queryable, officeId: number): Promise<SharedMeanings> {
  const rows = await queryRows<{ field: WordKind; word: string; codes: string[] }>(
    on,
    sql`
      select field, word, array_agg(code order by offices desc, code) as codes
      from (
        select field, word, code, count(distinct office_id) as offices from synonyms
        where office_id <> ${officeId} and withdrawn_at is null and code is not null and code <> ${separator}
        group by field, word, code having count(distinct office_id) > 1
      ) alike
      group by field, word`,
  );
  return new Map(
    [...Map.groupBy(rows, ({ field }) => field)].map(([field, own]) => [
      field,
      new Map(own.map(({ word, codes }) => [word, codes])),
    ]),
  );
}

/** The answers that hold for a file's words: given, sure, and remembered ones. */
export function answersOf(words: readonly ImportWord[]): Answers {
  return toAnswers(words.filter(({ state }) => state === 'answered' || state === 'auto' || state === 'remembered'));
}

/** Answers with others in their place, which hold where both say something. */
export function withAnswers(before: Answers, given: readonly GivenAnswer[]): Answers {
  const all = new Map([...before].map(([kind, own]) => [kind, new Map(own)]));
  for (const [kind, own] of toAnswers(given)) all.set(kind, new Map([...(all.get(kind) ?? []), ...own]));
  return all;
}

function toAnswers(words: readonly { kind: WordKind; key: string; answer: Answer | null }[]): Answers {
  const answers = new Map<WordKind, Map<string, Answer>>();
  for (const { kind, key, answer } of words) {
    if (!answer) continue;
    const own = answers.get(kind) ?? new Map<string, Answer>();
    answers.set(kind, own.set(key, answer));
  }
  return answers;
}
