import { renderMarkdown } from '../../../markup/index.ts';
import type { Viewer } from '../../../access/index.ts';
import type { Words } from '../../../reference/index.ts';
import { pathOf } from '../../pages-frame.ts';
import { countryNames, datesText, languageNames, officeName, paragraphsOf, roleText } from '../../words.ts';
import type { CountsInside } from '../../store-counts.ts';
import type { Details } from '../lifecycle/create.ts';
import { kindLooks } from '../../mail/reading/message-style.ts';
import { formKinds, mayWrite, type Entered } from '../operation.ts';
import { presentPeople, type PeopleSources } from './presenter-people.ts';

interface OverviewSources extends PeopleSources {
  readonly viewer: Viewer;
  readonly entered: Entered;
  /** Undefined where the seal of the aim was broken. */
  readonly details: Details | undefined;
  readonly counts: CountsInside;
}

/** The front page of an operation: its aim, the notice to members, who is in it and what happened. */
export function presentOverview(sources: OverviewSources) {
  const { viewer, entered, details, words, now, members } = sources;
  const { t } = words;
  const { operation } = entered;
  return {
    title: operation.title,
    isBroken: details === undefined,
    aim: paragraphsOf(details?.aim ?? ''),
    notice: details?.notice === undefined ? undefined : { html: noticeHtml(details.notice, words) },
    over: operation.state === 'open' ? undefined : t(`cencommops:overview.over.${operation.state}`),
    places: placesOf(sources),
    facts: factsOf(sources),
    groups: presentPeople(sources),
    memberCount: members.length,
    online: t('cencommops:members.online', { count: members.filter(({ isOnLine }) => isOnLine).length }),
    membersHref: `${pathOf(operation.id)}/members`,
    printed: {
      what: t('cencommops:overview.printedWhat', { title: operation.title }),
      by: t('cencommops:overview.printedBy', { login: viewer.loginId, time: words.time(now.toISOString()) }),
    },
  };
}

function noticeHtml(notice: string, { t }: Words): string {
  return renderMarkdown(notice, {
    externalLabel: t('cencommops:overview.externalLabel'),
    tableLabel: t('cencommops:overview.tableLabel'),
  });
}

/** The ways to mail, board and files, with what is waiting there. */
function placesOf({ entered, counts, words: { t } }: OverviewSources) {
  const row = (icon: string, place: 'mail' | 'board' | 'files', count = 0, end?: string) => ({
    icon,
    title: t(`cencomm:tabs.${place}`),
    text: t(`cencommops:overview.${place}`, { count }),
    href: `${pathOf(entered.operation.id)}/${place}`,
    ...(end === undefined ? {} : { end }),
  });
  const { unread, warnings, unanswered } = counts;
  return [
    row('mail', 'mail', unread, unread > 0 ? t('cencommops:mine.unread', { count: unread }) : undefined),
    row(
      'kanban',
      'board',
      warnings,
      unanswered > 0 ? t('cencommops:overview.unanswered', { count: unanswered }) : undefined,
    ),
    row('folder', 'files'),
    ...(mayWrite(entered) ? formKinds : []).map(kind => ({
      icon: kindLooks[kind].icon,
      title: t(`cencommforms:new.title.${kind}`),
      text: t(`cencommforms:new.short.${kind}`),
      href: `${pathOf(entered.operation.id)}/forms/${kind}/new`,
    })),
  ];
}

function factsOf({ entered: { operation, membership }, context, words }: OverviewSources) {
  const { t } = words;
  const since = membership.seesFromMs > 0 ? words.time(new Date(membership.seesFromMs).toISOString()) : undefined;
  return [
    { label: t('cencommops:field.dates'), value: datesText(operation, words) },
    { label: t('cencommops:field.owner'), value: officeName(operation.officeId, context.offices, words) },
    { label: t('cencommops:field.countries'), value: countryNames(operation.countries, words) },
    { label: t('cencommops:field.langs'), value: languageNames(operation.langs, words) },
    { label: t('cencommops:field.joining'), value: t(`cencommops:joining.${operation.joining}`) },
    {
      label: t('cencommops:field.titleInRecords'),
      value: t(`cencommops:titleInRecords.${operation.titleInRecords ? 'yes' : 'no'}`),
    },
    { label: t('cencommops:field.yourRole'), value: roleText(membership, words) },
    ...(since === undefined ? [] : [{ label: t('cencommops:field.seesFrom'), value: since }]),
  ];
}
