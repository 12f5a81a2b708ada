/** CENMaT's register: what a contact point would like better, and what became of it. */

/** Parts of the portal, and the whole of it; labels in `suggestions:part`. */
export const parts = [
  'seizures',
  'cws',
  'cpdb',
  'cencomm',
  'network',
  'access',
  'analysis',
  'reference',
  'general',
] as const;
type Part = (typeof parts)[number];

export const states = ['open', 'accepted', 'planned', 'done', 'declined'] as const;
export type State = (typeof states)[number];

export const decisions = ['accepted', 'planned', 'done', 'declined', 'reopened'] as const;
export type Decision = (typeof decisions)[number];

const stepKinds = ['suggested', 'endorsed', 'commented', 'supported', 'unsupported', ...decisions] as const;
export type StepKind = (typeof stepKinds)[number];

/** The only ways a suggestion moves. A date it is planned for may be moved; what is settled may be opened again. */
const ways: Readonly<Record<State, readonly Decision[]>> = {
  open: ['accepted', 'planned', 'declined'],
  accepted: ['planned', 'done', 'declined'],
  planned: ['planned', 'done', 'declined'],
  done: ['reopened'],
  declined: ['reopened'],
};

export function decisionsFrom(state: State): readonly Decision[] {
  return ways[state];
}

export function stateAfter(decision: Decision): State {
  return decision === 'reopened' ? 'open' : decision;
}

/** Whether anything may still come of it: it can be endorsed and supported. */
export function isPending(state: State): boolean {
  return state !== 'done' && state !== 'declined';
}

export interface SuggestionText {
  readonly part: Part;
  readonly title: string;
  /** What it is for. */
  readonly purpose: string;
  readonly description: string;
}

export interface Suggestion extends SuggestionText {
  readonly id: number;
  readonly ref: string;
  readonly officeId: number;
  readonly madeBy: string;
  readonly madeAt: string;
  readonly state: State;
  readonly plannedFor: string | null;
  /** Grows with every decision. */
  readonly version: number;
  readonly endorsedAt: string | null;
  readonly decidedAt: string | null;
  /** When the office that suggested it last said that it saw the outcome. */
  readonly seenAt: string | null;
  readonly synthetic: boolean;
  /** Offices that support it now. */
  readonly supports: number;
}

export interface Step {
  readonly kind: StepKind;
  readonly at: string;
  readonly login: string;
  readonly officeId: number;
  readonly text: string | null;
  readonly plannedFor: string | null;
}

/** Whether the office that suggested has an outcome it has not seen. */
export function hasNews({ decidedAt, seenAt }: Pick<Suggestion, 'decidedAt' | 'seenAt'>): boolean {
  return decidedAt !== null && (seenAt === null || seenAt < decidedAt);
}
