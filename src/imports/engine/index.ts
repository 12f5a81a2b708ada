/**
 * The engine of the file import: from bytes to records in the making, without database and without HTTP. In order:
 * sniff -> proposeColumns -> draftPlan -> openRows + collectWords (withStyles) -> askWords -> openQuestions
 * -> rowReader over openRows. Each step can be overridden by a person, and says what it chose and why.
 */
export { sniff } from './sniff.ts';
export type { SheetChoice, Sniffed } from './sniffed.ts';
export { sheetColumn, type Dialect, type FileKind, type Overrides } from './text/dialect.ts';
export { openRows } from './rows/open-rows.ts';
export type { Aside, RawRow, RowStream } from './rows/raw-rows.ts';
export { legacyEncodings, type EncodingChoice } from './text/encoding.ts';
export { proposeColumns } from './columns/columns.ts';
export { reasonKeys, type ColumnProposal, type ReasonKey } from './columns/column-proposal.ts';
export {
  columnNames,
  hardFields,
  importFields,
  softFields,
  wordKinds,
  type ImportField,
  type WordKind,
} from './columns/import-fields.ts';
export { readDate, type DateRead, type DateResult, type DateStyle } from './values/dates.ts';
export { decideDateStyle, type DateDecision, type DateOption } from './values/date-style.ts';
export { readNumber, type NumberRead, type NumberResult, type NumberStyle } from './values/numbers.ts';
export { decideNumberStyle, type NumberDecision, type NumberOption } from './values/number-style.ts';
export {
  buildMatcher,
  type Candidate,
  type Entry,
  type EntrySource,
  type Match,
  type MatchOptions,
  type Matcher,
} from './columns/matcher.ts';
export {
  buildVocabulary,
  matchProduct,
  readColumnWords,
  readEntries,
  voteLanguage,
  type ColumnWord,
  type Vocabulary,
  type VocabularyInput,
} from './words/vocabulary.ts';
export { listEntries, seedSynonyms, seedVocabularyInput } from './words/seed-vocabulary.ts';
export { wordKey, type Answer, type Answers, type ImportPlan } from './plan.ts';
export { draftPlan, guessHeading, type PlanInput } from './draft/draft-plan.ts';
export { planProblems } from './draft/plan-problems.ts';
export { collectWords, surveyor, type Survey, type WordCount } from './columns/profile-columns.ts';
export { answersFrom, askWords, type WordQuestion } from './words/word-questions.ts';
export { openQuestions, withStyles, type OpenQuestion } from './questions.ts';
export { normaliseRow, rowReader, type NormalisedRow } from './rows/rows.ts';
export { headerFingerprint, headerOverlap } from './words/fingerprints.ts';
export { totalsPlan, type TotalsPlan } from './totals/totals-plan.ts';
export { totalsReader, unreadReasons, type PublishedTotal, type UnreadReason } from './totals/read-totals.ts';
export { noSeizuresIn, totalsSigns, type NoSeizures, type TotalsSign } from './totals/totals-signs.ts';
export { limits } from './limits.ts';
export {
  fileProblemCodes,
  rowProblemCodes,
  type FileProblem,
  type FileProblemCode,
  type RowProblem,
  type RowProblemCode,
} from './problems.ts';
