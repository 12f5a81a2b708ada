import type { Viewer } from '../../../access/index.ts';
import type { FieldProblem } from '../../../errors.ts';
import type { Words } from '../../../reference/index.ts';
import type { CwsContext } from '../../context.ts';
import type { CwsDocument } from '../document.ts';
import type { Draft } from '../editing/store-drafts.ts';
import type { DocumentPage } from '../page-of.ts';
import type { WorldRequest } from '../publishing/store-world.ts';
import type { Step } from '../store.ts';

/** What the review of a document is presented from. */
export interface ReviewSources {
  readonly viewer: Viewer;
  readonly document: CwsDocument;
  readonly draft: Draft | undefined;
  readonly shown: DocumentPage;
  readonly steps: readonly Step[];
  /** What is in the way of publishing. */
  readonly missing: readonly FieldProblem[];
  /** Accounts outside its region that have read it: who would lose it where it becomes the region's. */
  readonly readersOutside: number;
  readonly worldRequest: WorldRequest | undefined;
  readonly typed?: Readonly<Record<string, string>>;
  readonly problems?: readonly FieldProblem[];
  readonly isMeanwhile?: boolean;
  readonly done?: string;
  readonly words: Words;
  readonly context: Pick<CwsContext, 'offices'>;
}
