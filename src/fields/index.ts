export { asking, optionsOf } from './ask.ts';
export type { Ask, Asking, AskWords, FormField } from './ask.ts';
export { anyText, anyTexts, formIdOf, longestReason, officialMail, phone, ticked, uuid, version } from './common.ts';
export {
  choice,
  choices,
  code,
  codes,
  date,
  decimal,
  integer,
  isMany,
  longtext,
  parsed,
  rows,
  shaped,
  text,
  yesno,
} from './field.ts';
export type { CodeSource, Field, Fields, FieldType, Option, RowOf, ValuesOf } from './field.ts';
export { cursorOf, instant, packCursor, textThat, whole } from './cursor.ts';
export { isPersonalMail } from './personal-mail.ts';
export { readForm, readTyped, typedOf } from './read-form.ts';
export type { FormReading, Typed } from './read-form.ts';
export { addressOf, freeText, malformed, readQuery } from './read-query.ts';
export type { QueryOf } from './read-query.ts';
export { isEmpty, readValue } from './read-value.ts';
export { showValue, writeValue } from './show.ts';
