import type { Offices } from '../../../reference/index.ts';
import { headings } from '../../headings/index.ts';
import type { HeadingCode } from '../../goods/heading.ts';
import { audienceOf, countedAsOf, officeOf, type Group, type Released } from '../store-audience.ts';
import type { Words } from './presenter-words.ts';
import { today } from '../../../text/plain-date.ts';

/**
 * Who will be able to open a record of this country and heading, if its form says nothing else: its office's usual
 * release.
 */
export function usualAudience(
  {
    country,
    heading,
    seizureDate,
  }: { readonly country: string; readonly heading: HeadingCode; readonly seizureDate: string },
  offices: Offices,
  words: Words,
): string[] {
  const office = offices.owning(country);
  const record = {
    officeId: office.id,
    regionId: offices.riloOf(country, seizureDate)?.id ?? null,
    release: headings[heading].defaultRelease ?? office.defaultRelease,
    releaseOffices: [],
    embargoUntil: null,
  };
  return presentAudience(record, offices, words).groups;
}

/** Who can open a record, in words, by the rules of the scope. */
export function presentAudience(
  record: Released,
  offices: Offices,
  words: Words,
): { groups: string[]; later?: { text: string; groups: string[] }; counted?: string } {
  const { now, later } = audienceOf(record, today());
  const region = offices.byId(countedAsOf(record) ?? -1);
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
    ...(region
      ? { counted: words.t('record:audience.counted', { office: offices.name(region.code, words.lang) }) }
      : {}),
  };
}

function groupText(group: Group, offices: Offices, words: Words): string {
  const code = officeOf(group, offices);
  return words.t(`record:audience.${group.of}`, { office: code === '' ? '' : offices.name(code, words.lang) });
}
