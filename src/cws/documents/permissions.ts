import { rights } from '../../access/index.ts';
import type { Viewer } from '../../access/index.ts';
import { kinds } from '../kinds/index.ts';
import type { CwsDocument } from './document.ts';

export type Action = 'edit' | 'submit' | 'takeBack' | 'return' | 'publish' | 'widen' | 'withdraw' | 'discard';
export type Subject = Pick<CwsDocument, 'kind' | 'state' | 'officeId' | 'regionId' | 'version' | 'audience' | 'isOpen'>;

/** Whether the viewer writes documents of this kind in the own office's name, and this one is the office's. Pure. */
function isWriter(viewer: Viewer, { kind, officeId }: Subject): boolean {
  return viewer.office.id === officeId && kinds[kind].writers(viewer);
}

/** Whether the viewer publishes it: the RILO for its region, the Secretariat for all it publishes. Pure. */
export function isPublisher(viewer: Viewer, { kind, regionId }: Pick<Subject, 'kind' | 'regionId'>): boolean {
  const { publishers } = kinds[kind];
  return (
    (publishers.includes('rilo') && rights.rilo(viewer) && viewer.office.id === regionId) ||
    (publishers.includes('secretariat') && rights.administrator(viewer))
  );
}

const working: readonly string[] = ['draft', 'returned'];

/** Who may do what with a document in its state: the one table. Whether it is visible at all is the scope's. Pure. */
export function can(viewer: Viewer, action: Action, one: Subject): boolean {
  const writer = isWriter(viewer, one);
  const publisher = isPublisher(viewer, one);
  const isWorking = working.includes(one.state);
  const isOut = one.state === 'published' || one.state === 'withdrawn';
  switch (action) {
    case 'edit':
      return isWorking ? writer : one.state === 'submitted' ? publisher : isOut && publisher;
    case 'submit':
      return isWorking && writer && !publisher;
    case 'takeBack':
      return one.state === 'submitted' && writer;
    case 'return':
      return one.state === 'submitted' && publisher;
    case 'publish':
      return publisher && (isWorking ? writer : one.state === 'submitted' || (isOut && one.isOpen));
    case 'widen':
      return one.state === 'published' && one.audience === 'region' && rights.administrator(viewer);
    case 'withdraw':
      return one.state === 'published' && publisher;
    case 'discard':
      return (isWorking && writer) || (isOut && one.isOpen && publisher);
  }
}
