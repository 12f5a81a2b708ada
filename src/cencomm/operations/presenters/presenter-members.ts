import { rights, type Viewer } from '../../../access/index.ts';
import { pathOf } from '../../pages-frame.ts';
import { mayManage, type Entered } from '../operation.ts';
import type { Failed } from '../pages/pages-act.ts';
import { presentPeople, type PeopleSources } from './presenter-people.ts';
import { officeName, personText, roleText } from '../../words.ts';
import type { Departed } from '../members/departures.ts';
import type { MemberRow } from '../members/store-sealed-members.ts';
import type { Invitation } from '../members/store-invitations.ts';

interface MembersSources extends PeopleSources {
  readonly viewer: Viewer;
  readonly entered: Entered;
  /** Open invitations, for the owner. */
  readonly invitations: readonly Invitation[];
  readonly departed: readonly Departed[];
  /** Members whom no act made, for the owner. */
  readonly unproven: readonly MemberRow[];
  readonly failed?: Failed;
}

/** The members of an operation; for its owner also open invitations and the ways to change both. */
export function presentMembers(sources: MembersSources) {
  const { viewer, entered, members, invitations, words, failed } = sources;
  const { t } = words;
  const base = pathOf(entered.operation.id);
  const isOwner = entered.membership.role === 'owner';
  const groups = presentPeople(sources);
  const online = members.filter(({ isOnLine }) => isOnLine).length;
  return {
    title: t('cencommops:members.title', { title: entered.operation.title }),
    heading: t('cencomm:tabs.members'),
    count: members.length,
    scope: t('cencommops:members.scope', {
      members: t('cencommops:mine.members', { count: members.length }),
      countries: t('cencommops:members.countries', { count: groups.filter(({ isCountry }) => isCountry).length }),
    }),
    online: t('cencommops:members.online', { count: online }),
    unproven: sources.unproven.map(one => ({ login: personText(one), action: `${base}/members/${one.accountId}` })),
    eventsHref: `${base}/events`,
    groupsHref: `${base}/groups`,
    dutyHref: `${pathOf(entered.operation.id)}/duty`,
    inviteHref: mayManage(entered) && entered.operation.state === 'open' ? `${base}/members/invite` : undefined,
    groups: groups.map(group => ({
      ...group,
      members: group.members.map(one => ({
        ...one,
        isOwn: one.accountId === viewer.accountId,
        changeHref: isOwner && one.accountId !== viewer.accountId ? `${base}/members/${one.accountId}` : undefined,
        officeHref: rights.member(viewer) ? one.officeHref : undefined,
      })),
    })),
    invitations: isOwner ? invitations.map(one => invitationOf(one, sources)) : undefined,
    departed: sources.departed.map(one => departedOf(one, sources)),
    leave: {
      action: `${base}/leaving`,
      note: t(isOwner ? 'cencommops:members.ownerLeaves' : 'cencommops:members.leaveNote'),
      isPossible: !isOwner,
    },
    problems: (failed?.problems ?? []).map(problem => ({ text: words.problem(problem), href: `#${problem.path}` })),
    meanwhile: failed?.isMeanwhile ? t('cencommops:meanwhile') : undefined,
  };
}

/** "Taken out on 27 Nov 2026"; why, for the owner. Pure. */
function departedOf(one: Departed, { context, words }: MembersSources) {
  return {
    who: [personText(one), officeName(one.officeId, context.offices, words)].join(' · '),
    how: words.t(`cencommops:departed.${one.how}`, { time: words.time(one.at) }),
    reason: one.reason ?? '',
  };
}

function invitationOf(one: Invitation, { entered, context, words }: MembersSources) {
  const office = officeName(one.ofOffice, context.offices, words);
  const { t } = words;
  return {
    whom: one.accountId === null ? t('cencommops:members.officeOf', { office }) : personText(one),
    line: [...(one.accountId === null ? [] : [office]), roleText(one, words)].join(' · '),
    until: t('cencommops:members.lapses', { date: words.date(one.lapsesAt.slice(0, 10)) }),
    ...(mayManage(entered) ? { action: `${pathOf(entered.operation.id)}/invitations/${one.id}/withdrawal` } : {}),
  };
}
