import { rights, type Viewer } from '../../access/index.ts';
import type { Picture } from './picture.ts';

export type Action = 'edit' | 'submit' | 'takeBack' | 'discard' | 'publish' | 'return' | 'withdraw' | 'original';
export type Subject = Pick<Picture, 'state' | 'officeId' | 'regionId'>;

/** Whether the viewer contributes pictures in the name of the office this one is of. Pure. */
export function isContributor(viewer: Viewer, { officeId }: Pick<Subject, 'officeId'>): boolean {
  return rights['database:write'](viewer) && viewer.office.id === officeId;
}

/** Whether the viewer reviews it: the RILO of its region, the administrator for all. Pure. */
export function isReviewer(viewer: Viewer, { regionId }: Pick<Subject, 'regionId'>): boolean {
  return rights.administrator(viewer) || (rights.rilo(viewer) && viewer.office.id === regionId);
}

/** Who may do what with a picture in its state: the one table. Whether it is visible at all is the scope's. Pure. */
export function can(viewer: Viewer, action: Action, one: Subject): boolean {
  const [writer, reviewer] = [isContributor(viewer, one), isReviewer(viewer, one)];
  const isWorking = one.state === 'draft' || one.state === 'returned';
  switch (action) {
    case 'edit':
    case 'submit':
    case 'discard':
      return isWorking && writer;
    case 'takeBack':
      return one.state === 'submitted' && writer;
    case 'publish':
      return one.state === 'submitted' && reviewer;
    case 'return':
      return (one.state === 'submitted' || one.state === 'published') && reviewer;
    case 'withdraw':
      return one.state === 'published' && (writer || reviewer);
    case 'original':
      return writer || reviewer;
  }
}

/**
 * Whether the action is of this viewer's part at all, whatever the state: else 403, and 409 where only the state has
 * moved on. Pure.
 */
export function isTheirs(viewer: Viewer, action: Action, one: Subject): boolean {
  switch (action) {
    case 'publish':
    case 'return':
      return isReviewer(viewer, one);
    case 'withdraw':
    case 'original':
      return isContributor(viewer, one) || isReviewer(viewer, one);
    default:
      return isContributor(viewer, one);
  }
}
