export { answerForm, filledField, idOf, presentForm, showForm, visibleProblems } from './pages.ts';
export type { FormPage } from './pages.ts';
export { ChangedMeanwhile, Refused, refusalOf } from './refusal.ts';
