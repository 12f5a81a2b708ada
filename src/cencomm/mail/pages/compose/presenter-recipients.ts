import type { Offices } from '../../../../reference/index.ts';
import type { Option } from '../../../../web/forms/views.ts';
import type { Addressees } from '../../../groups/groups.ts';
import { namesOf, unreachedText } from '../../../groups/presenter-groups.ts';
import { officeName, personText } from '../../../words.ts';
import { placeOf } from '../../reading/message-style.ts';
import { officeIdsOf } from '../../writing/recipients.ts';
import { field, several, type FieldSources } from './compose-field.ts';

interface RecipientSources extends FieldSources, Addressees {
  readonly ownId: number;
  readonly offices: Offices;
}

/** Whom a message is for: everybody, or groups, countries, offices and members chosen together. Pure. */
export function presentRecipients(sources: RecipientSources) {
  const { members, words } = sources;
  const { t } = words;
  const lists = [
    ['group', groupOptions(sources)],
    ['country', countryOptions(sources)],
    ['office', officeOptions(sources)],
    ['member', memberOptions(sources)],
  ] as const;
  const offered = lists.filter(([, options]) => options.length > 0);
  const isAnyChosen = offered.some(([name]) => Boolean(sources.typed[name]));
  return {
    to: field(sources, 'to', {
      type: 'choice',
      display: 'radios',
      options: [
        { value: 'all', label: t('cencommmail:compose.all', { count: members.length }) },
        { value: 'chosen', label: t('cencommmail:compose.chosen') },
      ],
    }),
    lists: offered.map(([name, options], at) => {
      const given = (sources.typed[name] ?? '').split(',');
      const shown = several(sources, name, options, { display: 'columns' });
      const count = options.filter(({ value }) => given.includes(String(value))).length;
      return {
        field: shown,
        title: shown.label,
        chosen: count === 0 ? '' : t('cencommmail:compose.chosenOf', { count }),
        // The first list is open until something is chosen; then those are in which it was.
        isOpen: 'error' in shown || (isAnyChosen ? count > 0 : at === 0),
      };
    }),
  };
}

function groupOptions({ groups, words }: RecipientSources): Option[] {
  const { t } = words;
  return groups.flatMap(({ id, name, members, unreached }) => {
    if (name === undefined) return [];
    const away = unreachedText(unreached, words);
    return {
      value: id,
      label: `${name} (${members.length})`,
      hint: [
        members.length === 0 ? t('cencommops:group.nobody') : namesOf(members),
        ...(away === '' ? [] : [t('cencommops:group.unreached', { who: away })]),
      ].join(' · '),
    };
  });
}

function countryOptions({ members, words }: RecipientSources): Option[] {
  const countries = Map.groupBy(
    members.filter(({ country }) => country !== null),
    ({ country }) => country ?? '',
  );
  return [...countries].map(([code, there]) => ({ value: code, label: words.country(code), hint: namesOf(there) }));
}

/** Offices say more than countries where they are not administrations. */
function officeOptions({ ownId, members, offices, words }: RecipientSources): Option[] {
  const others = members.filter(({ accountId }) => accountId !== ownId);
  return officeIdsOf(others).map(id => ({
    value: String(id),
    label: officeName(id, offices, words),
    hint: namesOf(others.filter(({ officeId }) => officeId === id)),
  }));
}

function memberOptions({ ownId, members, offices, words }: RecipientSources): Option[] {
  return members
    .filter(({ accountId }) => accountId !== ownId)
    .map(({ accountId, loginId, personName, officeId, role }) => ({
      value: String(accountId),
      label: personText({ login: loginId, personName }),
      hint: `${placeOf(officeId, offices, words)} · ${words.t(`cencomm:role.${role}`)}`,
    }));
}
