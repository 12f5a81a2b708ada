import type { Offices } from '../../../reference/index.ts';
import type { Words } from '../../record/pages/presenter-words.ts';
import type { Opened, OpenedBy } from '../store-openings.ts';

/** "Opened by 41 officers, 17 offices", or that nobody else has. Pure. */
export function openedText({ officers, offices }: Opened, words: Words): string {
  if (offices === 0) return words.t('use:opened.none');
  return words.t('use:opened.by', {
    officers: words.t('use:opened.officers', { count: officers, number: words.number(officers) }),
    offices: words.t('use:opened.offices', { count: offices, number: words.number(offices) }),
  });
}

/** The offices that opened a record, without their officers. Pure. */
export function presentOpenings(
  ref: string,
  { opened, rows }: { readonly opened: Opened; readonly rows: readonly OpenedBy[] },
  offices: Offices,
  words: Words,
) {
  return {
    title: words.t('use:openings.title', { ref }),
    head: {
      title: words.t('use:openings.title', { ref }),
      scope: `${openedText(opened, words)}. ${words.t('use:openings.scope')}`,
      crumbs: [
        { label: words.t('record:crumb'), href: '/seizures' },
        { label: ref, href: `/seizures/${ref}` },
        { label: words.t('use:openings.crumb') },
      ],
    },
    rows: rows.map(({ officeId, times, lastAt }) => ({
      office: offices.name(offices.byId(officeId)?.code ?? '', words.lang),
      times: words.number(times),
      last: words.time(lastAt),
    })),
  };
}
