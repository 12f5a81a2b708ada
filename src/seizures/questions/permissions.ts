import { hasDuty, type Viewer } from '../../access/index.ts';
import { isDesk, mayEnterFor, type Actable } from '../permissions.ts';
import type { Question } from './question.ts';

export type QuestionAction = 'ask' | 'suggest' | 'answer' | 'decide' | 'close' | 'read';

const inForce: readonly string[] = ['submitted', 'queried', 'verified'];

/**
 * Who may do what about questions of a record they can read: its RILO, the Secretariat on behalf and the office's own
 * contact point ask; officers of the office answer, and decide on suggestions; any other reader suggests; who asked
 * closes. Threads are read by these and by who began them. Pure.
 */
export function canAbout(
  viewer: Viewer,
  action: QuestionAction,
  seizure: Actable,
  question?: Pick<Question, 'accountId' | 'kind' | 'state'>,
): boolean {
  const isOwner = viewer.level === 'unlimited' && viewer.office.id === seizure.officeId;
  const asks = isDesk(viewer, seizure.country) || (isOwner && hasDuty(viewer, 'ncp'));
  const isCurrent = inForce.includes(seizure.status);
  switch (action) {
    case 'ask':
      return isCurrent && asks;
    case 'suggest':
      return isCurrent && !isOwner && !asks;
    case 'answer':
      return isCurrent && isOwner && question?.state === 'open' && question.kind === 'question';
    case 'decide':
      return (
        isCurrent &&
        mayEnterFor(viewer, seizure.country, seizure.officeId) &&
        question?.state === 'open' &&
        question.kind === 'suggestion'
      );
    case 'close':
      return (
        (isDesk(viewer, seizure.country) || (asks && question?.accountId === viewer.accountId)) &&
        question?.kind === 'question' &&
        (question.state === 'open' || question.state === 'answered')
      );
    case 'read':
      return isOwner || isDesk(viewer, seizure.country) || question?.accountId === viewer.accountId;
  }
}
