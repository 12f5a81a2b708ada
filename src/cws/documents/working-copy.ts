import type { Viewer } from '../../access/index.ts';
import { today } from '../../text/plain-date.ts';
import type { CwsContext } from '../context.ts';
import { kinds } from '../kinds/index.ts';
import type { Content, CwsDocument } from './document.ts';
import { readContent } from './editing/content.ts';
import { getDraft, type Draft } from './editing/store-drafts.ts';
import { seesWorkingCopy } from './permissions.ts';
import { getDocument, getVersion } from './store.ts';

/** A document as who works on it has it: the working copy, or without one the version that is published. */
export interface WorkingCopy {
  readonly document: CwsDocument;
  readonly draft: Draft | undefined;
  /** Undefined where nothing can be shown: discarded, and never published. */
  readonly content: Content | undefined;
}

export async function readWorkingCopy(context: CwsContext, viewer: Viewer, ref: string): Promise<WorkingCopy> {
  const document = await getDocument(context.pool, viewer, ref);
  const before = document.version > 0 ? await getVersion(context.pool, document, document.version) : undefined;
  const draft = seesWorkingCopy(viewer, document) ? await getDraft(context.pool, document) : undefined;
  const kind = kinds[document.kind];
  const content = draft ? readContent(kind, draft.typed, context.lists, today(), before).content : before;
  return { document, draft, content };
}
