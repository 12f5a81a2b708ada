import type { Answer } from './pages/own-fields.ts';
import type { FormAct, Standing } from './versions/version.ts';

export const chainStates = ['open', 'answered', 'hit', 'no_hit', 'stood_down', 'withdrawn'] as const;
export type ChainState = (typeof chainStates)[number];

/**
 * Warning, feedback and seizure of one shipment, each by its first version; a seizure without a warning is a chain of
 * its own.
 */
export interface Chain {
  readonly id: string;
  readonly operationId: string;
  /** Counts from 1 in each operation: W-001, and S-002 for one without a warning. */
  readonly number: number;
  readonly warningId: string | null;
  readonly feedbackId: string | null;
  readonly seizureId: string | null;
  /** The versions of warning and seizure that hold today, and what they did; null for a first version. */
  readonly lastWarningId: string | null;
  readonly lastSeizureId: string | null;
  readonly warningAct: FormAct | null;
  readonly seizureAct: FormAct | null;
  readonly state: ChainState;
  /** Milliseconds since 1970. */
  readonly begunMs: number;
  readonly draftId: string | null;
  readonly recordRef: string | null;
  /** Versions of the seizure that the draft of the record, and the last amendment of the record, were made of. */
  readonly recordedFrom: string | null;
  readonly amendmentId: string | null;
  readonly amendmentFrom: string | null;
}

export function numberOf(number: number, hasWarning: boolean): string {
  return `${hasWarning ? 'W' : 'S'}-${String(number).padStart(3, '0')}`;
}

/** Whether a chain has a seizure that stands: another seizure is then a chain of its own. */
export const holdsSeizure = ({ seizureId, seizureAct }: Pick<Chain, 'seizureId' | 'seizureAct'>): boolean =>
  seizureId !== null && (seizureAct === null || seizureAct === 'amended');

/**
 * The state of a chain after another feedback. A result stays until another result: "will be opened" does not undo it.
 * What was seized stays a hit, whatever follows. Pure.
 */
export function stateAfter(chain: Pick<Chain, 'state' | 'seizureId' | 'seizureAct'>, answer: Answer): ChainState {
  const { state } = chain;
  if (holdsSeizure(chain)) return 'hit';
  if (answer === 'hit') return 'hit';
  if (answer === 'nothing_found' || answer === 'not_found') return 'no_hit';
  return state === 'open' ? 'answered' : state;
}

/**
 * The state of a chain by what its messages say today: a seizure first, then the last result of the answers, then
 * whether the warning still stands. Pure.
 */
export function stateOf({
  warning,
  seizure,
  answers,
}: {
  readonly warning: Standing | undefined;
  readonly seizure: Standing | undefined;
  readonly answers: readonly Answer[];
}): ChainState {
  if (seizure === 'stands') return 'hit';
  if (seizure === 'stood_down') return 'no_hit';
  const open = { seizureId: null, seizureAct: null };
  const answered = answers.reduce<ChainState>((state, answer) => stateAfter({ ...open, state }, answer), 'open');
  if (answered === 'hit' || answered === 'no_hit') return answered;
  if (warning === undefined) return 'withdrawn';
  return warning === 'stands' ? answered : warning;
}
