/** Languages operations are held in (the six of the operation's settings). */
export const templateLangs = ['en', 'fr', 'es', 'pt', 'ru', 'ar'] as const;
export type TemplateLang = (typeof templateLangs)[number];

/** Ready texts: of the three messages, then of common mail. */
export const formTemplates = {
  warning: ['warning', 'warningUrgent'],
  feedback: ['feedbackPlanned', 'feedbackNothing', 'feedbackHit'],
  seizure: ['seizure'],
} as const;
export const mailTemplates = ['question', 'reminder', 'daily', 'opening', 'closing'] as const;
export type TemplateName =
  | 'warning'
  | 'warningUrgent'
  | 'feedbackPlanned'
  | 'feedbackNothing'
  | 'feedbackHit'
  | 'seizure'
  | (typeof mailTemplates)[number];

/** Names of the short set of fields, as they stand before a value in a text. */
export const labelledFields = [
  'product',
  'quantity',
  'country',
  'placeName',
  'departure',
  'transit',
  'destination',
  'transport',
  'coverLoad',
  'concealment',
  'vessel',
  'voyage',
  'containerNo',
  'expectedPlace',
  'expectedOn',
  'answerBy',
] as const;
export type LabelledField = (typeof labelledFields)[number];

interface Template {
  /** What it is called in the list, in its own language. */
  readonly name: string;
  readonly subject: string;
  /** Markdown. `{fields}` stands where the filled fields go, one a line. */
  readonly body: string;
}
export interface TemplateSet {
  readonly texts: Readonly<Record<TemplateName, Template>>;
  readonly labels: Readonly<Record<LabelledField, string>>;
}
