/** A question about a record, or a correction somebody suggests, with its thread. Times ISO in UTC, dates plain. */
export interface Question {
  readonly id: number;
  readonly kind: 'question' | 'suggestion';
  /** Place in the record, as `facts.concealment` or `lines.0.quantity`; empty for the whole. */
  readonly field: string;
  readonly proposed: string | null;
  readonly version: number;
  readonly accountId: number;
  readonly loginId: string;
  readonly office: string;
  readonly due: string | null;
  readonly state: QuestionState;
  readonly askedAt: string;
  readonly texts: readonly QuestionText[];
}

export const questionStates = ['open', 'answered', 'accepted', 'declined', 'closed'] as const;
export type QuestionState = (typeof questionStates)[number];

export interface QuestionText {
  readonly loginId: string;
  readonly office: string;
  readonly at: string;
  readonly text: string;
}

/** Characters of one text, and of a value that is suggested. */
export const [longestText, longestProposed] = [1000, 300];
/** Days within which an answer is wanted. */
export const dueDays = [2, 5, 14] as const;
