import type { KindCode } from '../../kinds/index.ts';
import { completeSheet } from '../../sheets/complete.ts';
import type { Complete, Completed } from './completion.ts';
import { checkFiles } from '../../files/publication.ts';
import { checkKeeper, checkParent } from '../check-place.ts';
import { checkReferences } from '../references.ts';

const always: readonly Complete[] = [checkReferences, checkFiles];
const ofKind: Partial<Readonly<Record<KindCode, readonly Complete[]>>> = {
  page: [checkParent, checkKeeper],
  sheet: [completeSheet],
};

/** Checks a content against what there is, and completes it for its publication. */
export const complete: Complete = async (on, viewer, context, document, content) => {
  let completed: Completed = { content, problems: [] };
  for (const step of [...always, ...(ofKind[document.kind] ?? [])]) {
    const next = await step(on, viewer, context, document, completed.content);
    completed = { content: next.content, problems: [...completed.problems, ...next.problems] };
  }
  return completed;
};
