import type { Words } from '../../reference/index.ts';
import type { CwsRoom } from '../room.ts';
import type { CwsDocument } from './document.ts';
import { officeName } from './present-desk.ts';

/** What `views/cws/_print-head.ejs` and `_print-foot.ejs` say of a document. */
export function printOf(
  document: Pick<CwsDocument, 'ref' | 'version' | 'publisherId' | 'officeId' | 'facts'>,
  words: Words,
  room: Pick<CwsRoom, 'offices'>,
  version = document.version,
) {
  const { handling } = document.facts;
  return {
    ref: document.ref,
    version,
    issuer: officeName(document.publisherId ?? document.officeId, words, room),
    handling: typeof handling === 'string' ? handling : '',
  };
}
