/** Why a packed file or a workbook cannot be read. */
export const unreadableReasons = ['damaged', 'locked', 'tooBig', 'tooWide', 'tooHard'] as const;
type UnreadableReason = (typeof unreadableReasons)[number];

/** A file that a reader gives up; `values` say how far it came, what it holds and what it may hold. */
export class UnreadableFile extends Error {
  readonly reason: UnreadableReason;
  readonly values: Readonly<Record<string, number>>;
  constructor(reason: UnreadableReason, values: Readonly<Record<string, number>> = {}) {
    super(reason);
    this.reason = reason;
    this.values = values;
  }
}
