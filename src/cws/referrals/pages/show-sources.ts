import type { Viewer } from '../../../access/index.ts';
import type { FieldProblem } from '../../../errors.ts';
import type { Offices, Words } from '../../../reference/index.ts';
import type { DraftState, Names } from '../../../seizures/index.ts';
import type { CwsFile } from '../../files/file.ts';
import type { Referral, Step } from '../referral.ts';

/** What the page of one referral is made of. */
export interface ShowSources {
  readonly viewer: Viewer;
  readonly referral: Referral;
  readonly steps: readonly Step[];
  readonly files: readonly CwsFile[];
  readonly draft: DraftState | undefined;
  readonly offices: Offices;
  readonly words: Words;
  readonly names: Names;
  /** Number of the next form that is sent from the page. */
  readonly clientUuid: string;
  readonly typed?: Readonly<Record<string, string>>;
  readonly problems?: readonly FieldProblem[];
  /** Someone moved it while the form was open. */
  readonly isMeanwhile?: boolean;
}
