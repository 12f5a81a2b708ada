export const troubles = ['person', 'wrong', 'place', 'copy', 'other'] as const;
export type Trouble = (typeof troubles)[number];
/** Longest text of a report. Characters. */
export const longestReport = 1000;

/** What someone says is wrong with a picture. */
export interface Report {
  readonly id: string;
  readonly ref: string;
  readonly about: Trouble;
  readonly text: string;
  readonly at: string;
  readonly loginId: string;
}
