import { kinds, type Kind } from '../../../personal-data/index.ts';
import type { Offices } from '../../../reference/index.ts';
import { differences } from '../differences.ts';
import { presentDifferences } from './presenter-differences.ts';
import type { Words } from './presenter-words.ts';
import type { SeizureRecord } from '../../seizure.ts';
import type { StepRow } from '../store.ts';

const looks: Readonly<Record<string, readonly [tone: string, icon: string]>> = {
  submitted: ['', 'send'],
  amended: ['info', 'square-pen'],
  queried: ['warn', 'message-circle-question-mark'],
  verified: ['good', 'check'],
  withdrawn: ['bad', 'undo-2'],
  merged: ['merged', 'git-merge'],
  restored: ['info', 'rotate-ccw'],
  redacted: ['bad', 'eraser'],
  hidden: ['warn', 'eye-off'],
  shown: ['good', 'eye'],
  corrected: ['info', 'pencil-line'],
  confirmed: ['good', 'check'],
  unmerged: ['info', 'rotate-ccw'],
  recoded: ['info', 'tag'],
  embargoEnded: ['info', 'hourglass'],
  linked: ['merged', 'link'],
  unlinked: ['info', 'unlink'],
};

/** The life of a record, newest step first: who, when, why, and what each amendment changed, field by field. */
export function presentHistory(steps: readonly StepRow[], record: SeizureRecord, offices: Offices, words: Words) {
  let after = record;
  return steps.map(step => {
    const [tone = '', icon = 'history'] = looks[step.kind] ?? [];
    const changes = step.before ? presentDifferences(differences(step.before, after), words) : [];
    if (step.before) after = step.before;
    return {
      title: words.t(`record:step.${step.kind}`),
      who: whoOf(step, offices, words),
      version: step.version,
      when: words.time(step.at),
      datetime: step.at,
      tone,
      icon,
      changes,
      // What a merge or a link says is which records, not why.
      isWhich: step.kind === 'merged' || step.kind === 'linked',
      ...(step.reason ? { reason: reasonOf(step, words) } : {}),
    };
  });
}

function whoOf({ loginId, office }: StepRow, offices: Offices, words: Words): string {
  if (loginId === null) return words.t('record:history.byPortal');
  return words.t('record:history.by', { login: loginId, office: offices.name(office ?? '', words.lang) });
}

/** Of words that were taken out or shown, what kind they were, or why a person asked. */
function reasonOf({ kind, reason }: StepRow, words: Words): string {
  const isKind = (kind === 'redacted' || kind === 'shown') && kinds.includes(reason as Kind);
  return isKind ? words.t(`entry:guard.kind.${reason}`) : (reason ?? '');
}
