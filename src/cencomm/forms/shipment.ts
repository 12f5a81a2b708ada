import type { Answer } from './pages/own-fields.ts';

export const chainStates = ['open', 'answered', 'hit', 'no_hit'] as const;
export type ChainState = (typeof chainStates)[number];

/** Warning, feedback and seizure of one shipment; a seizure without a warning is a chain of its own. */
export interface Chain {
  readonly id: string;
  readonly operationId: string;
  /** Counts from 1 in each operation: W-001, and S-002 for one without a warning. */
  readonly number: number;
  readonly warningId: string | null;
  readonly feedbackId: string | null;
  readonly seizureId: string | null;
  readonly state: ChainState;
  /** Milliseconds since 1970. */
  readonly begunMs: number;
  readonly draftId: string | null;
  readonly recordRef: string | null;
}

export function numberOf(number: number, hasWarning: boolean): string {
  return `${hasWarning ? 'W' : 'S'}-${String(number).padStart(3, '0')}`;
}

/**
 * The state of a chain after another feedback. A result stays until another result: "will be opened" does not undo it.
 * What was seized stays a hit, whatever follows. Pure.
 */
export function stateAfter({ state, seizureId }: Pick<Chain, 'state' | 'seizureId'>, answer: Answer): ChainState {
  if (seizureId !== null) return 'hit';
  if (answer === 'hit') return 'hit';
  if (answer === 'nothing_found' || answer === 'not_found') return 'no_hit';
  return state === 'open' ? 'answered' : state;
}
