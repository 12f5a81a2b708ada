import {
  answersFrom,
  askWords,
  collectWords,
  draftPlan,
  noSeizuresIn,
  openQuestions,
  openRows,
  planProblems,
  proposeColumns,
  rowReader,
  sniff,
  totalsPlan,
  totalsReader,
  voteLanguage,
  withStyles,
  type Answer,
  type Answers,
  type ColumnProposal,
  type ImportPlan,
  type NoSeizures,
  type NormalisedRow,
  type OpenQuestion,
  type PublishedTotal,
  type WordKind,
  type WordQuestion,
} from '../../src/imports/engine/index.ts';
import { vocabulary } from './vocabulary.ts';

/** What a person who knows nothing of the software knows: the file's name, and the office's country. */
export interface Person {
  readonly country?: string;
  readonly called?: string;
}

/** What came of a file in the hands of a person who accepts what is proposed and answers what is asked. */
export interface Outcome {
  readonly proposals: readonly ColumnProposal[];
  readonly plan: ImportPlan;
  readonly words: readonly WordQuestion[];
  readonly questions: readonly OpenQuestion[];
  /** Fields no record can do without and nothing gives. */
  readonly missing: readonly string[];
  readonly rows: readonly NormalisedRow[];
  readonly ready: readonly NormalisedRow[];
  readonly aside: number;
  /** What the file holds in place of seizures, as far as its signs tell. */
  readonly noSeizures: NoSeizures | undefined;
}

/** The engine's part of an import, from bytes to rows. Throws where the file cannot be read at all. */
export async function readAsPerson(bytes: Buffer, { country, called }: Person = {}): Promise<Outcome> {
  const sniffed = await sniff(bytes, vocabulary);
  const { dialect, sample } = sniffed;
  if (!dialect) throw new Error(sniffed.problems.map(({ code }) => code).join(', '));
  const proposals = proposeColumns(dialect.header, sample, vocabulary, { tags: dialect.tags, country });
  const drafted = draftPlan({
    header: dialect.header,
    proposals,
    sample,
    vocabulary,
    today: '2026-11-28',
    constants: country === undefined ? {} : { country },
    ...(called === undefined ? {} : { called }),
    top: sniffed.top,
  });
  const survey = await collectWords(drafted, openRows(bytes, dialect));
  const plan = withStyles(drafted, survey);
  const language = voteLanguage(dialect.header, vocabulary);
  const first = askWords(survey, vocabulary, plan, new Map(), language);
  const words = askWords(survey, vocabulary, plan, answersFrom(first, { preselected: true }), language);
  const read = rowReader(plan, answered(words, plan));
  const rows: NormalisedRow[] = [];
  let aside = 0;
  for await (const row of openRows(bytes, dialect)) {
    if (row.aside) aside += 1;
    else rows.push(read(row));
  }
  return {
    proposals,
    plan,
    words,
    questions: openQuestions(plan, proposals, survey, first),
    missing: planProblems(plan, survey).flatMap(({ fatal, values }) => (fatal ? [String(values.field)] : [])),
    rows,
    ready: rows.filter(({ problems }) => problems.every(({ level }) => level !== 'error')),
    aside,
    noSeizures: noSeizuresIn(plan, sample),
  };
}

/** The first candidate where a good one is offered, else "other: keep the word", else no meaning. */
function answered(words: readonly WordQuestion[], { others }: ImportPlan): Answers {
  const answers = new Map([...answersFrom(words, { preselected: true })].map(([kind, own]) => [kind, new Map(own)]));
  for (const word of words.filter(({ state }) => state === 'ask')) {
    const own = answers.get(word.kind) ?? new Map<string, Answer>();
    answers.set(word.kind as WordKind, own.set(word.key, answerTo(word, others)));
  }
  return answers;
}

function answerTo({ kind, heading, word, match }: WordQuestion, others: ImportPlan['others']): Answer {
  const [best] = match.candidates;
  const mayKeep = others[kind === 'product' ? `product:${heading}` : kind] !== undefined;
  if (best && (best.score >= 0.75 || !mayKeep)) return { code: best.code };
  return mayKeep ? { other: word } : { blank: true };
}

/** The totals of a file, kept as its signs propose, and how many rows gave none, by reason. */
export async function readTotals(
  bytes: Buffer,
  person: Person = {},
  period?: string,
): Promise<{ totals: PublishedTotal[]; unread: Record<string, number> }> {
  const { plan, words, noSeizures } = await readAsPerson(bytes, person);
  const { dialect, sample } = await sniff(bytes, vocabulary);
  if (!dialect) throw new Error('no table');
  const sure = words.filter(({ state }) => state === 'auto' || state === 'answered');
  const planned = totalsPlan(plan, sample, noSeizures?.signs ?? [], vocabulary, period);
  const read = totalsReader(planned, answersFrom(sure), vocabulary);
  const totals: PublishedTotal[] = [];
  const unread: Record<string, number> = {};
  for await (const row of openRows(bytes, dialect)) {
    if (row.aside) continue;
    const found = read(row);
    if (typeof found === 'string') unread[found] = (unread[found] ?? 0) + 1;
    else if (found.length === 0) unread.no_figure = (unread.no_figure ?? 0) + 1;
    else totals.push(...found);
  }
  return { totals, unread };
}
