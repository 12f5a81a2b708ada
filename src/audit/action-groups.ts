import { actions } from './actions.ts';

/** The noun of an action: what the filter of the page groups by. */
export function groupOf(action: string): string {
  return action.split('.')[0] ?? action;
}

export const actionGroups: readonly string[] = [...new Set(actions.map(groupOf))];

export function actionsOf(group: string): string[] {
  return actions.filter(action => groupOf(action) === group);
}

/**
 * What happens inside an operation of CENcomm: who wrote to whom, who reads, who is a member. Its members read these
 * rows; the trail of administrators and offices leaves them out. A broken seal and a member whom no act made are not
 * among them: somebody has to look into that.
 */
export const insideActions: readonly string[] = actions.filter(
  action =>
    (/^(message|chain|libraryFile)\./.test(action) && !action.endsWith('.sealBroken')) ||
    (action.startsWith('operation.') &&
      !/\.(requested|opened|refused|register|requestRead|held|hold|ownerNamed|dispos|memberUnproven)/.test(action)),
);
