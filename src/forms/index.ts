export { date, isPersonalMail, officialMail, oneOf, phone, shaped, someOf, text } from './checks.ts';
export { answerForm, presentForm, showForm } from './pages.ts';
export type { FormPage } from './pages.ts';
export { ChangedMeanwhile, Refused, refusalOf } from './refusal.ts';
export { readSheet } from './sheet.ts';
export type { Check, Sheet } from './sheet.ts';
