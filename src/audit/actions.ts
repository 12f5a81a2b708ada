/**
 * Every action the trail may hold, as `noun.verb`; each has its words in locales (audit:actions). A test compares this list
 * with the deeds in the code, so a new one cannot be forgotten.
 */
export const actions = [
  'account.created',
  'alarm.acknowledged', 'alarm.networkAdded', 'alarm.networkEnded', 'alarm.raised', 'alarm.read', 'alarm.ruleChanged',
  'home.opened',
  'import.committed', 'import.committing', 'import.discarded', 'import.expired', 'import.exported', 'import.undone', 'import.uploaded',
  'page.refused',
  'seizure.amended', 'seizure.compared', 'seizure.exported', 'seizure.read', 'seizure.searched', 'seizure.submitted', 'seizure.withdrawn',
  'session.closed', 'session.opened', 'session.refused',
  'trail.checkAsked', 'trail.checked', 'trail.exportApproved', 'trail.exportAsked', 'trail.exportRefused', 'trail.exported', 'trail.read',
] as const;

/** The noun of an action: what the filter of the page groups by. */
export function groupOf(action: string): string {
  return action.split('.')[0] ?? action;
}

export const actionGroups: readonly string[] = [...new Set(actions.map(groupOf))];

export function actionsOf(group: string): string[] {
  return actions.filter((action) => groupOf(action) === group);
}
