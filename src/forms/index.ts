export { date, isPersonalMail, officialMail, oneOf, phone, shaped, someOf, text } from './checks.ts';
export { presentForm, showForm } from './pages.ts';
export type { FormField, FormPage } from './pages.ts';
export { addressOf, readQuery } from './query.ts';
export type { Parameter } from './query.ts';
export { ChangedMeanwhile, Refused, refusalOf } from './refusal.ts';
export { readSheet } from './sheet.ts';
export type { Check, Sheet } from './sheet.ts';
