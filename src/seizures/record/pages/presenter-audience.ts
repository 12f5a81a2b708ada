import type { Offices } from '../../../reference/index.ts';
import { audienceOf, officeOf } from '../store-audience.ts';
import type { Group, Released } from '../store-audience.ts';
import type { Words } from './presenter-words.ts';
import { today } from '../../../text/plain-date.ts';

/** Who can open a record, in words, by the rules of the scope. */
export function presentAudience(
  record: Released,
  offices: Offices,
  words: Words,
): { groups: string[]; later?: { text: string; groups: string[] } } {
  const { now, later } = audienceOf(record, today());
  const say = (groups: readonly Group[]): string[] => [
    ...new Set(groups.map(group => groupText(group, offices, words))),
  ];
  return {
    groups: say(now),
    ...(later
      ? {
          later: {
            text: words.t('record:audience.later', { date: words.date(later.from) }),
            groups: say(later.groups),
          },
        }
      : {}),
  };
}

function groupText(group: Group, offices: Offices, words: Words): string {
  const code = officeOf(group, offices);
  return words.t(`record:audience.${group.of}`, { office: code === '' ? '' : offices.name(code, words.lang) });
}
