import type { Words } from '../../../reference/index.ts';
import type { CwsContext } from '../../context.ts';
import type { CwsDocument } from '../document.ts';
import { officeName } from './presenter-names.ts';

/** What `views/cws/_print-head.ejs` and `_print-foot.ejs` say of a document. */
export function printOf(
  document: Pick<CwsDocument, 'ref' | 'version' | 'publisherId' | 'officeId' | 'facts'>,
  words: Words,
  context: Pick<CwsContext, 'offices'>,
  version = document.version,
) {
  const { handling } = document.facts;
  return {
    ref: document.ref,
    version,
    issuer: officeName(document.publisherId ?? document.officeId, words, context),
    handling: typeof handling === 'string' ? handling : '',
  };
}
