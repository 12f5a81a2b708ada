/** An environmental offence in trade that someone reports to a contact point or a RILO, and what came of it. */

export const subjects = ['ods', 'waste', 'cites'] as const;
export type Subject = (typeof subjects)[number];

/** The heading a referral of a subject becomes a seizure of, and the reference list its goods are named from. */
export const goodsOf = {
  ods: { heading: 'ODS', list: 'ods', icon: 'snowflake' },
  waste: { heading: 'HAZ', list: 'basel', icon: 'biohazard' },
  cites: { heading: 'CITES', list: 'cites_species', icon: 'paw-print' },
} as const satisfies Record<Subject, object>;

/** A shipment that is expected or under way; one that is held; goods that are in the country already. */
export const stages = ['suspected', 'stopped', 'market'] as const;
type Stage = (typeof stages)[number];

/** How the sender knows of it. */
export const sources = ['inspection', 'licences', 'market', 'information', 'authority', 'other'] as const;

/** What came of a referral that became no record. */
export const outcomes = ['lawful', 'notFound', 'otherAuthority', 'known', 'other'] as const;

export const states = ['sent', 'taken', 'recorded', 'answered', 'withdrawn'] as const;
export type State = (typeof states)[number];

const stepKinds = [
  'sent',
  'taken',
  'asked',
  'said',
  'attached',
  'takenBack',
  'passed',
  'drafted',
  'recorded',
  'answered',
  'reopened',
  'withdrawn',
] as const;
export type StepKind = (typeof stepKinds)[number];

/** What the sender states. Codes of the reference lists; dates plain YYYY-MM-DD; null for what is not stated. */
export interface Report {
  readonly subject: Subject;
  readonly stage: Stage;
  readonly happened: string;
  readonly country: string;
  readonly place: string | null;
  readonly happenedOn: string | null;
  readonly knownBy: string;
  /** Code of the subject's list. */
  readonly product: string | null;
  readonly goods: string;
  readonly quantity: number | null;
  readonly unit: string | null;
  readonly fromCountry: string | null;
  readonly toCountry: string | null;
  readonly transport: string | null;
}

export interface Referral extends Report {
  readonly id: number;
  readonly ref: string;
  readonly madeBy: number;
  readonly madeByLogin: string;
  readonly fromOfficeId: number;
  readonly madeAt: string;
  /** Language it is written in. */
  readonly lang: string;
  readonly state: State;
  /** Grows with every move. */
  readonly version: number;
  /** Office it is with now. */
  readonly officeId: number;
  /** Every office it was with, first come first. */
  readonly officeIds: readonly number[];
  readonly takenBy: number | null;
  readonly takenByLogin: string | null;
  readonly draftId: string | null;
  readonly outcome: string | null;
  readonly senderNews: boolean;
  readonly officeNews: boolean;
  readonly synthetic: boolean;
}

export interface Step {
  readonly kind: StepKind;
  readonly at: string;
  readonly login: string;
  readonly officeId: number;
  readonly toOfficeId: number | null;
  readonly text: string | null;
  readonly recordRef: string | null;
}
