/**
 * Every action the trail may hold, as `noun.verb`; each has its words in locales (audit:actions). A test compares this list
 * with the deeds in the code, so a new one cannot be forgotten.
 */
export const actions = [
  'account.accessChanged', 'account.accessProposed', 'account.accessRefused', 'account.activated', 'account.created', 'account.endDateChanged',
  'account.ended', 'account.lapsed', 'account.linkSent', 'account.listed', 'account.passwordReset', 'account.read', 'account.resetSent',
  'account.resumed', 'account.suspended', 'account.unlocked',
  'alarm.acknowledged', 'alarm.networkAdded', 'alarm.networkEnded', 'alarm.raised', 'alarm.read', 'alarm.ruleChanged',
  'application.answered', 'application.asked', 'application.consented', 'application.granted', 'application.listed', 'application.made',
  'application.read', 'application.refused', 'application.refusedToOne', 'application.withdrawn',
  'batch.checked', 'batch.granted', 'batch.read', 'batch.refused',
  'chain.counted', 'chain.drafted', 'chain.formDiscarded', 'chain.formSaved', 'chain.listed', 'chain.moved', 'chain.opened', 'chain.recorded', 'chain.reported',
  'document.acknowledged', 'document.begun', 'document.checked', 'document.discarded', 'document.fileAdded', 'document.fileOpened', 'document.fileRefused',
  'document.filesArranged', 'document.listed', 'document.published', 'document.read', 'document.readersListed', 'document.returned', 'document.revised',
  'document.saved', 'document.submitted', 'document.takenBack', 'document.widened', 'document.withdrawn',
  'domain.added', 'domain.removed',
  'factor.added', 'factor.proved', 'factor.refused', 'factor.removed',
  'feed.made', 'feed.read', 'feed.refused', 'feed.revoked',
  'home.opened',
  'import.committed', 'import.committing', 'import.discarded', 'import.expired', 'import.exported', 'import.undone', 'import.uploaded',
  'link.added', 'link.amended', 'link.checkAsked', 'link.checked', 'link.reordered', 'link.retired', 'link.returned',
  'membership.moved',
  'message.arranged', 'message.draftDiscarded', 'message.drafted', 'message.exportApproved', 'message.exportAsked', 'message.exportRefused', 'message.exported', 'message.fileAdded',
  'message.fileOpened', 'message.fileRemoved', 'message.folderMade', 'message.folderRemoved', 'message.folderRenamed', 'message.limited', 'message.listed', 'message.read',
  'message.sealBroken', 'message.searched', 'message.sent',
  'ncp.corrected', 'ncp.notified',
  'notifications.chosen',
  'office.amended',
  'page.refused',
  'password.changed',
  'picture.arranged', 'picture.begun', 'picture.blurred', 'picture.discarded', 'picture.imageAdded', 'picture.imageOpened', 'picture.imageRefused', 'picture.listed',
  'picture.marked', 'picture.notAlike', 'picture.originalOpened', 'picture.published', 'picture.read', 'picture.reportClosed', 'picture.reported', 'picture.returned',
  'picture.saved', 'picture.submitted', 'picture.takenBack', 'picture.withdrawn',
  'recoveryCodes.made',
  'referral.answered', 'referral.asked', 'referral.drafted', 'referral.listed', 'referral.passed', 'referral.read', 'referral.recorded', 'referral.reopened',
  'referral.said', 'referral.seen', 'referral.sent', 'referral.taken', 'referral.withdrawn',
  'review.closed', 'review.confirmed', 'review.extended', 'review.listed', 'review.opened', 'review.read',
  'rilo.closed', 'rilo.founded', 'rilo.reopened',
  'seizure.amended', 'seizure.compared', 'seizure.exported', 'seizure.read', 'seizure.searched', 'seizure.submitted', 'seizure.withdrawn',
  'session.closed', 'session.ended', 'session.halfOpened', 'session.opened', 'session.refused',
  'subscription.chosen',
  'suggestion.accepted', 'suggestion.commented', 'suggestion.declined', 'suggestion.done', 'suggestion.endorsed', 'suggestion.made',
  'suggestion.outcomeSeen', 'suggestion.planned', 'suggestion.reopened', 'suggestion.supported', 'suggestion.unsupported',
  'trail.checkAsked', 'trail.checked', 'trail.exportApproved', 'trail.exportAsked', 'trail.exportRefused', 'trail.exported', 'trail.read',
  'training.answered', 'training.classExported', 'training.classRead', 'training.closed', 'training.exerciseAdded', 'training.exerciseMoved',
  'training.exerciseRemoved', 'training.exerciseShown', 'training.handoutMade', 'training.made', 'training.opened', 'training.saved', 'training.setRead',
  'training.started',
] as const;
export type Action = (typeof actions)[number];

/** The noun of an action: what the filter of the page groups by. */
export function groupOf(action: string): string {
  return action.split('.')[0] ?? action;
}

export const actionGroups: readonly string[] = [...new Set(actions.map(groupOf))];

export function actionsOf(group: string): string[] {
  return actions.filter((action) => groupOf(action) === group);
}
