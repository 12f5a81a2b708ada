import { addressOf } from '../../../fields/index.ts';
import type { Words } from '../../../reference/index.ts';
import type { Owner } from '../wanted.ts';
import { reportKeys, yearsUntil } from '../reports.ts';
import type { Sent } from '../store-sendings.ts';
import { today } from '../../../text/plain-date.ts';

const standing = (sent: readonly Sent[]): readonly Sent[] => sent.filter(({ takenBackAt }) => takenBackAt === null);

/** A question is a list to choose from. */
const listed = { type: 'choice', display: 'select' } as const;

/** Whether and when Members sent their reports of a year, in the order of their names. Pure. */
export function presentMembers(owners: readonly Owner[], sent: readonly Sent[], year: number, words: Words) {
  const { t } = words;
  const byOffice = Map.groupBy(standing(sent), ({ file }) => file.officeId);
  return {
    title: t('obligations:members.title'),
    head: { title: t('obligations:members.title'), scope: t('obligations:members.scope', { year }) },
    question: {
      action: '/analysis/obligations',
      title: t('obligations:field.change'),
      submit: t('obligations:field.show'),
      fields: [
        {
          name: 'year',
          ...listed,
          label: t('obligations:field.year'),
          value: String(year),
          options: yearsUntil(today()).map(one => ({ value: String(one), label: String(one) })),
        },
      ],
    },
    member: t('obligations:field.member'),
    reports: reportKeys.map(key => t(`obligations:report.${key}.short`)),
    rows: owners
      .map(owner => ({
        name: words.country(owner.country),
        href: addressOf('/analysis/obligations', { member: owner.code }),
        cells: reportKeys.map(key => {
          const [last] = (byOffice.get(owner.id) ?? []).filter(({ file }) => file.report === key);
          return { label: t(`obligations:report.${key}.short`), text: last ? words.date(last.sentOn) : '' };
        }),
      }))
      .toSorted((a, b) => a.name.localeCompare(b.name, words.lang)),
    notSent: t('obligations:members.notSent'),
    none: t('obligations:members.none'),
  };
}

/** When a Member sent what, without content. Pure. */
export function presentMember(owner: Owner, sent: readonly Sent[], words: Words) {
  const { t } = words;
  const title = t('obligations:of', { member: words.country(owner.country) });
  return {
    title,
    head: {
      title,
      scope: t('obligations:members.whether'),
      crumbs: [{ label: t('obligations:members.title'), href: '/analysis/obligations' }, { label: title }],
    },
    heads: ['what', 'when', 'noted'].map(key => t(`obligations:sent.${key}`)),
    rows: standing(sent).map(one => ({
      what: `${t(`obligations:report.${one.file.report}.title`)} ${one.file.year}`,
      when: words.date(one.sentOn),
      noted: words.time(one.notedAt),
    })),
    none: t('obligations:sent.none'),
  };
}
