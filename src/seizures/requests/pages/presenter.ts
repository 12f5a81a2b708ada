import type { Lists, Offices } from '../../../reference/index.ts';
import type { Words } from '../../record/pages/presenter-words.ts';
import { inWords } from '../../search/pages/presenter-chips.ts';
import { readSaved } from '../../watches/saved-search.ts';
import { queryIn } from '../query.ts';
import type { RiloRequest } from '../store.ts';

interface Reading {
  readonly words: Words;
  readonly lists: Lists;
  readonly offices: Offices;
  /** Whether the viewer answers for a RILO. */
  readonly answers: boolean;
}

/** Requests to RILOs: what was asked, in which search, and what was answered. Pure. */
export function presentRequests(rows: readonly RiloRequest[], { words, lists, offices, answers }: Reading) {
  const { t } = words;
  return {
    title: t('requests:title'),
    scope: t(answers ? 'requests:scopeRilo' : 'requests:scope'),
    section: { title: t('requests:list'), count: words.number(rows.length), id: 'requests' },
    empty: { text: t('requests:none') },
    rows: rows.map(row => {
      const name = (code: string): string => offices.name(code, words.lang);
      const { criteria } = readSaved(queryIn(row.query), { lists, offices });
      return {
        id: row.id,
        title: row.isToUs
          ? t('requests:from', { office: name(row.office), login: row.loginId })
          : t('requests:to', { office: name(row.rilo) }),
        search: criteria ? inWords(criteria, words.names) : row.query,
        href: `/seizures?${row.query}`,
        when: words.time(row.askedAt),
        datetime: row.askedAt,
        text: row.text,
        answer: row.answer ?? undefined,
        answered: row.answeredAt === null ? '' : t('requests:answered', { time: words.time(row.answeredAt) }),
        mayAnswer: answers && row.isToUs && row.answer === null,
      };
    }),
  };
}
