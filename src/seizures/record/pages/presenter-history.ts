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
      who: words.t('record:history.by', { login: step.loginId, office: offices.name(step.office, words.lang) }),
      version: step.version,
      when: words.time(step.at),
      datetime: step.at,
      tone,
      icon,
      changes,
      ...(step.reason ? { reason: step.reason } : {}),
    };
  });
}
