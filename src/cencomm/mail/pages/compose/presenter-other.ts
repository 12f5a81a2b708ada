import type { Words } from '../../../../reference/index.ts';
import { officeName, personText } from '../../../words.ts';
import { draftPath } from '../../writing/addresses.ts';
import type { Draft, Typed } from '../../writing/store-drafts.ts';
import type { Addressees } from '../../../groups/groups.ts';
import type { Offices } from '../../../../reference/index.ts';

const compared = [
  'to',
  'group',
  'country',
  'office',
  'member',
  'subject',
  'body',
  'priority',
  'answerDate',
  'answerTime',
] as const;

interface OtherSources extends Addressees {
  readonly typed: Typed;
  readonly offices: Offices;
  readonly words: Words;
}

/** What another window saved of the draft, where it differs from what was typed here. Pure. */
export function presentOther({ id, operationId, typed: theirs = {} }: Draft, sources: OtherSources) {
  const { typed, words } = sources;
  return {
    href: draftPath(operationId, id),
    items: compared
      .filter(name => (theirs[name] ?? '') !== (typed[name] ?? ''))
      .map(name => ({
        label: words.t(`cencommmail:field.${name}`),
        value: textOf(name, theirs[name] ?? '', sources) || words.t('cencommmail:compose.nothing'),
      })),
  };
}

function textOf(
  name: (typeof compared)[number],
  said: string,
  { members, groups, offices, words }: OtherSources,
): string {
  const several = said.split(',').filter(one => one !== '');
  switch (name) {
    case 'to':
      return said === 'all' || said === 'chosen'
        ? words.t(`cencommmail:compose.${said}`, { count: members.length })
        : '';
    case 'group':
      return groups.flatMap(one => (several.includes(one.id) ? (one.name ?? '') : [])).join(', ');
    case 'country':
      return several.map(code => words.country(code)).join(', ');
    case 'office':
      return several.map(id => officeName(Number(id), offices, words)).join(', ');
    case 'member':
      return members
        .filter(({ accountId }) => several.includes(String(accountId)))
        .map(({ loginId, personName }) => personText({ login: loginId, personName }))
        .join(', ');
    case 'priority':
      return said === 'high' ? words.t('cencommmail:compose.priority') : '';
    default:
      return said;
  }
}
