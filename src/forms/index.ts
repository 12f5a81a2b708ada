export { answerForm, filledField, presentForm, showForm, visibleProblems } from './pages.ts';
export { idOf, summaryOf } from './summary.ts';
export type { FormPage } from './pages.ts';
export { ChangedMeanwhile, Refused, refusalOf } from './refusal.ts';
