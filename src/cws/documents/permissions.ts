import { rights, type Viewer } from '../../access/index.ts';
import { kinds } from '../kinds/index.ts';
import type { CwsDocument } from './document.ts';

export type Action =
  | 'edit'
  | 'submit'
  | 'takeBack'
  | 'return'
  | 'publish'
  | 'widen'
  | 'askWorld'
  | 'withdraw'
  | 'discard';
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

/**
 * Whether the viewer sees the working copy of a document that is visible: of a published one, who only reads it does
 * not. Pure.
 */
export function seesWorkingCopy(viewer: Viewer, subject: Subject): boolean {
  const isOut = subject.state === 'published' || subject.state === 'withdrawn';
  return subject.isOpen && (!isOut || isWriter(viewer, subject) || isPublisher(viewer, subject));
}

/** Who may do what with a document in its state: the one table. Whether it is visible at all is the scope's. Pure. */
export function can(viewer: Viewer, action: Action, subject: Subject): boolean {
  const { state } = subject;
  return rules[action](subject, {
    viewer,
    writer: isWriter(viewer, subject),
    publisher: isPublisher(viewer, subject),
    isWorking: state === 'draft' || state === 'returned',
    isSubmitted: state === 'submitted',
    isOut: state === 'published' || state === 'withdrawn',
  });
}

interface Facts {
  readonly viewer: Viewer;
  readonly writer: boolean;
  readonly publisher: boolean;
  readonly isWorking: boolean;
  readonly isSubmitted: boolean;
  readonly isOut: boolean;
}

const rules: Readonly<Record<Action, (subject: Subject, facts: Facts) => boolean>> = {
  edit: (_, { writer, publisher, isWorking, isSubmitted, isOut }) =>
    isWorking ? writer : publisher && (isSubmitted || isOut),
  submit: (_, { writer, publisher, isWorking }) => isWorking && writer && !publisher,
  takeBack: (_, { writer, isSubmitted }) => isSubmitted && writer,
  return: (_, { publisher, isSubmitted }) => isSubmitted && publisher,
  publish: ({ isOpen }, { writer, publisher, isWorking, isSubmitted, isOut }) =>
    publisher && (isWorking ? writer : isSubmitted || (isOut && isOpen)),
  widen: ({ state, audience }, { viewer }) =>
    state === 'published' && audience === 'region' && rights.administrator(viewer),
  askWorld: ({ state, audience, kind }, { viewer, publisher }) =>
    state === 'published' &&
    audience === 'region' &&
    publisher &&
    rights.rilo(viewer) &&
    kinds[kind].publishers.includes('secretariat'),
  withdraw: ({ state }, { publisher }) => state === 'published' && publisher,
  discard: ({ isOpen }, { writer, publisher, isWorking, isOut }) => (isWorking ? writer : isOut && isOpen && publisher),
};
