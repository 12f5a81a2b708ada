import { hasDuty, type Viewer } from '../../access/index.ts';
import type { Watch } from './watch.ts';

export type WatchAction = 'see' | 'change' | 'handOver' | 'setMailbox';

/**
 * Its owner sees and changes it; a shared one is seen by the readers of the office, and changed and handed over by its
 * contact point, too, who alone sets the mailbox. Pure.
 */
export function canWatch(
  viewer: Viewer,
  action: WatchAction,
  watch: Pick<Watch, 'accountId' | 'officeId' | 'shared'>,
): boolean {
  const isOwner = watch.accountId === viewer.accountId;
  const isOffice = watch.officeId === viewer.office.id;
  const looksAfter = isOffice && speaksForOffice(viewer);
  switch (action) {
    case 'see':
      return isOwner || (watch.shared && isOffice);
    case 'change':
    case 'handOver':
      return isOwner || (watch.shared && looksAfter);
    case 'setMailbox':
      return looksAfter && (isOwner || watch.shared);
  }
}

/** Whether the viewer decides what goes to the mailbox of the own office. */
export function speaksForOffice(viewer: Viewer): boolean {
  return (
    viewer.level === 'unlimited' &&
    (hasDuty(viewer, 'ncp') || hasDuty(viewer, 'rilo') || hasDuty(viewer, 'administrator'))
  );
}
