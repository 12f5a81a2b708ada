/**
 * The engine of the file import: from bytes to records in the making, without database and without HTTP.
 * In order: sniff -> proposeColumns -> draftPlan -> openRows + collectWords (withStyles) -> askWords -> openQuestions
 * -> rowReader over openRows. Each step can be overridden by a person, and says what it chose and why.
 */
export { sniff } from './sniff.ts';
export type { SheetChoice, Sniffed } from './sniffed.ts';
export { sheetColumn, type Dialect, type FileKind, type Overrides } from './dialect.ts';
export { openRows } from './open-rows.ts';
export type { Aside, RawRow, RowStream } from './rows-raw.ts';
export { legacyEncodings, type EncodingChoice } from './encoding.ts';
export { proposeColumns, reasonKeys, type ColumnProposal, type ReasonKey } from './columns.ts';
export {
  columnNames,
  hardFields,
  importFields,
  softFields,
  wordKinds,
  type ImportField,
  type WordKind,
} from './import-fields.ts';
export { readDate, type DateRead, type DateResult, type DateStyle } from './dates.ts';
export { decideDateStyle, type DateDecision, type DateOption } from './date-style.ts';
export { readNumber, type NumberRead, type NumberResult, type NumberStyle } from './numbers.ts';
export { decideNumberStyle, type NumberDecision, type NumberOption } from './number-style.ts';
export {
  buildMatcher,
  type Candidate,
  type Entry,
  type EntrySource,
  type Match,
  type MatchOptions,
  type Matcher,
} from './matcher.ts';
export {
  buildVocabulary,
  matchProduct,
  readColumnWords,
  readEntries,
  voteLanguage,
  type ColumnWord,
  type Vocabulary,
  type VocabularyInput,
} from './vocabulary.ts';
export { listEntries, seedSynonyms, seedVocabularyInput } from './seed-vocabulary.ts';
export { wordKey, type Answer, type Answers, type ImportPlan } from './plan.ts';
export { draftPlan, guessHeading, planProblems, type PlanInput } from './draft-plan.ts';
export { collectWords, surveyor, type Survey, type WordCount } from './survey.ts';
export { answersFrom, askWords, type WordQuestion } from './word-questions.ts';
export { openQuestions, withStyles, type OpenQuestion } from './questions.ts';
export { normaliseRow, rowHash, rowReader, type NormalisedRow } from './rows.ts';
export { headerFingerprint, headerOverlap } from './fingerprints.ts';
export { limits } from './limits.ts';
export {
  fileProblemCodes,
  rowProblemCodes,
  type FileProblem,
  type FileProblemCode,
  type RowProblem,
  type RowProblemCode,
} from './problems.ts';
