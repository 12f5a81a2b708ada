import { renderMarkdown } from '../../../markup/index.ts';
import type { Viewer } from '../../../access/index.ts';
import { datesOf, pathOf } from '../../pages-frame.ts';
import type { CountsInside } from '../../store-counts.ts';
import type { Details } from '../lifecycle/create.ts';
import type { Entered } from '../operation.ts';
import { presentPeople } from './presenter-people.ts';
import type { PeopleSources } from './presenter-people.ts';

export interface OverviewSources extends PeopleSources {
  readonly viewer: Viewer;
  readonly entered: Entered;
  /** Undefined where the seal of the aim was broken. */
  readonly details: Details | undefined;
  readonly counts: CountsInside;
}

/** The front page of an operation: why it is, what members are told, who is in it and what happened. */
export function presentOverview(sources: OverviewSources) {
  const {
    viewer,
    entered: { operation, membership },
    details,
    counts,
    context,
    words,
    now,
  } = sources;
  const { t } = words;
  const base = pathOf(operation.id);
  const owner = context.offices.byId(operation.officeId);
  const groups = presentPeople(sources);
  const row = (icon: string, place: 'mail' | 'board' | 'files', count: number | undefined, end?: string) => ({
    icon,
    title: t(`cencomm:tabs.${place}`),
    text: t(`cencommops:overview.${place}`, { count: count ?? 0 }),
    href: `${base}/${place}`,
    ...(end === undefined ? {} : { end }),
  });
  return {
    title: operation.title,
    isBroken: details === undefined,
    aim: (details?.aim ?? '').split('\n').filter(part => part.trim() !== ''),
    notice:
      details?.notice === undefined
        ? undefined
        : {
            html: renderMarkdown(details.notice, {
              externalLabel: t('cencommops:overview.externalLabel'),
              tableLabel: t('cencommops:overview.tableLabel'),
            }),
          },
    over: operation.state === 'open' ? undefined : t(`cencommops:overview.over.${operation.state}`),
    places: [
      row(
        'mail',
        'mail',
        counts.unread,
        counts.unread > 0 ? t('cencommops:mine.unread', { count: counts.unread }) : undefined,
      ),
      row(
        'kanban',
        'board',
        counts.warnings,
        counts.unanswered > 0 ? t('cencommops:overview.unanswered', { count: counts.unanswered }) : undefined,
      ),
      row('folder', 'files', undefined),
    ],
    facts: [
      { label: t('cencommops:field.dates'), value: datesOf(words, operation) },
      { label: t('cencommops:field.owner'), value: owner ? words.office(owner) : '' },
      {
        label: t('cencommops:field.countries'),
        value: operation.countries.map(code => words.country(code)).join(', '),
      },
      { label: t('cencommops:field.langs'), value: operation.langs.map(code => words.language(code)).join(', ') },
      { label: t('cencommops:field.joining'), value: t(`cencommops:joining.${operation.joining}`) },
      {
        label: t('cencommops:field.yourRole'),
        value: [
          t(`cencomm:role.${membership.role}`),
          ...(membership.role === 'liaison' && membership.country !== null ? [words.country(membership.country)] : []),
        ].join(' · '),
      },
      ...(membership.seesFromMs > 0
        ? [{ label: t('cencommops:field.seesFrom'), value: words.time(new Date(membership.seesFromMs).toISOString()) }]
        : []),
    ],
    groups,
    memberCount: sources.members.length,
    online: t('cencommops:members.online', { count: sources.members.filter(({ isOnLine }) => isOnLine).length }),
    membersHref: `${base}/members`,
    printed: {
      what: t('cencommops:overview.printedWhat', { title: operation.title }),
      by: t('cencommops:overview.printedBy', { login: viewer.loginId, time: words.time(now.toISOString()) }),
    },
  };
}
