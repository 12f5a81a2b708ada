import type { Viewer } from '../../access/index.ts';
import { asking } from '../../fields/index.ts';
import { presentForm } from '../../forms/index.ts';
import type { Words } from '../../reference/index.ts';
import type { CencommContext } from '../context.ts';
import { mailPath } from '../mail/writing/addresses.ts';
import { placeOf } from '../mail/reading/message-style.ts';
import type { MailMember } from '../mail/writing/store-members.ts';
import { mayWrite, type Entered } from '../operations/operation.ts';
import type { Failed } from '../operations/pages/pages-act.ts';
import { pathOf } from '../pages-frame.ts';
import { personText } from '../words.ts';
import { groupFields, mayChange, mayKeepGroups, type ReadGroup, type Unreached } from './group.ts';
import type { Addressees } from './groups.ts';

interface GroupSources extends Addressees {
  readonly viewer: Viewer;
  readonly entered: Entered;
  readonly context: Pick<CencommContext, 'offices'>;
  readonly words: Words;
  readonly failed?: Failed;
}

/** "ke.officer · Jane Doe, vn.ncp". Pure. */
export const namesOf = (members: readonly MailMember[]): string =>
  members.map(({ loginId, personName }) => personText({ login: loginId, personName })).join(', ');

/** Who of a group is not written to, and why; '' where everybody is. Pure. */
export function unreachedText(unreached: readonly Unreached[], { t }: Words): string {
  return unreached.map(one => t(`cencommops:group.${one.why}`, { who: personText(one) })).join(', ');
}

/** The groups of an operation and, for who keeps them, the form that makes one. Pure. */
export function presentGroups(sources: GroupSources & { readonly clientUuid: string }) {
  const { entered, groups, clientUuid, words, failed } = sources;
  const { t } = words;
  const base = pathOf(entered.operation.id);
  const form = mayKeepGroups(entered)
    ? formOf(sources, failed?.typed ?? {}, {
        action: `${base}/groups`,
        cancelHref: `${base}/members`,
        title: t('cencommops:group.new'),
        hidden: { clientUuid },
        submit: { label: t('cencommops:group.make'), icon: 'check' },
      })
    : undefined;
  return {
    title: t('cencommops:group.title'),
    lead: t('cencommops:group.lead'),
    crumbs: [{ label: t('cencomm:tabs.members'), href: `${base}/members` }, { label: t('cencommops:group.title') }],
    groups: groups.map(one => lineOf(one, sources)),
    form,
    problems: form?.problems ?? [],
    meanwhile: failed?.isMeanwhile ? t('cencommops:meanwhile') : undefined,
  };
}

function lineOf({ id, authorId, name, members, unreached }: ReadGroup, { viewer, entered, words }: GroupSources) {
  const { t } = words;
  const path = `${pathOf(entered.operation.id)}/groups/${id}`;
  const away = unreachedText(unreached, words);
  return {
    name: name ?? t('cencommops:group.broken'),
    count: name === undefined ? '' : t('cencommops:group.count', { count: members.length }),
    lines: [
      ...(name === undefined ? [] : [members.length === 0 ? t('cencommops:group.nobody') : namesOf(members)]),
      ...(away === '' ? [] : [t('cencommops:group.unreached', { who: away })]),
    ],
    changeHref: mayChange(entered, viewer, authorId) ? path : undefined,
    writeHref:
      mayWrite(entered) && members.length > 0 ? `${mailPath(entered.operation.id)}/new?group=${id}` : undefined,
  };
}

/** One group, to be changed or removed. Pure. */
export function presentGroup(group: ReadGroup, sources: GroupSources) {
  const { entered, words, failed } = sources;
  const { t } = words;
  const base = pathOf(entered.operation.id);
  const path = `${base}/groups/${group.id}`;
  const now = { name: group.name ?? '', members: group.members.map(({ accountId }) => accountId).join(',') };
  const away = unreachedText(group.unreached, words);
  return {
    title: t('cencommops:group.changeTitle'),
    crumbs: [
      { label: t('cencomm:tabs.members'), href: `${base}/members` },
      { label: t('cencommops:group.title'), href: `${base}/groups` },
      { label: group.name ?? t('cencommops:group.broken') },
    ],
    away: away === '' ? undefined : t('cencommops:group.offNote', { who: away }),
    meanwhile: failed?.isMeanwhile
      ? {
          text: t('cencommops:group.meanwhile'),
          items: [
            { label: t('cencommops:groupField.name'), value: now.name },
            { label: t('cencommops:groupField.members'), value: namesOf(group.members) },
          ],
        }
      : undefined,
    ...formOf(sources, failed?.typed ?? now, {
      action: path,
      cancelHref: `${base}/groups`,
      // What is saved next begins from what the page shows now.
      hidden: { version: String(group.version) },
      submit: { label: t('cencommops:group.save'), icon: 'check' },
    }),
    removal: `${path}/removal`,
  };
}

interface Frame {
  readonly action: string;
  readonly cancelHref: string;
  readonly hidden: Readonly<Record<string, string>>;
  readonly submit: { readonly label: string; readonly icon: string };
  readonly title?: string;
}

function formOf(
  { members, context, words, failed }: GroupSources,
  typed: Readonly<Record<string, string>>,
  { title, ...frame }: Frame,
) {
  const { t } = words;
  const ask = asking(groupFields, typed, words, 'cencommops:groupField');
  const options = members.map(({ accountId, loginId, personName, officeId, role }) => ({
    value: String(accountId),
    label: personText({ login: loginId, personName }),
    hint: `${placeOf(officeId, context.offices, words)} · ${t(`cencomm:role.${role}`)}`,
  }));
  return presentForm(
    words,
    {
      ...frame,
      groups: [
        {
          ...(title === undefined ? {} : { title }),
          fields: [
            ask('name', { hint: t('cencommops:group.nameHint') }),
            ask('members', { type: 'choices', display: 'columns', options }),
          ],
        },
      ],
    },
    failed?.problems,
  );
}
