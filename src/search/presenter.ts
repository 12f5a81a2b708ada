import type { picturesAtAGlance } from '../cpdb/index.ts';
import type { websiteAtAGlance } from '../cws/index.ts';
import { addressOf } from '../fields/index.ts';
import type { Office, Suggestion, Words } from '../reference/index.ts';
import type { SeizuresAtAGlance } from '../seizures/index.ts';

/** What each room found; no seizures for who may not read the database. */
export interface FoundEverywhere {
  readonly seizures: SeizuresAtAGlance | undefined;
  readonly website: Awaited<ReturnType<ReturnType<typeof websiteAtAGlance>>>;
  readonly pictures: Awaited<ReturnType<ReturnType<typeof picturesAtAGlance>['find']>>;
  readonly offices: readonly Office[];
}

interface Found {
  readonly q: string;
  /** Absent where nothing was asked. */
  readonly found: FoundEverywhere | undefined;
  readonly better: Suggestion | undefined;
  readonly words: Words;
}

const mostOffices = 6;

/** The page: a part for each room that found something, and which found nothing. Pure. */
export function presentFound({ q, found, better, words }: Found) {
  const { t } = words;
  const title = t('find:title');
  const parts = found === undefined ? [] : partsOf(q, found, words);
  const none = parts.filter(({ total }) => total === 0);
  return {
    title: q === '' ? title : `${q}${t('common:colon')} ${title}`,
    head: { title },
    q,
    parts: parts.filter(({ total }) => total > 0),
    cards: found?.pictures.cards ?? [],
    none: none.map(({ section, href }) => ({ label: section.title, href })),
    better: better && { text: better.meant, href: addressOf('/search', { q: better.meant }) },
    isAsked: found !== undefined,
  };
}

function partsOf(q: string, { seizures, website, pictures, offices }: FoundEverywhere, words: Words) {
  const { t } = words;
  const part = (key: string, href: string, total: number, count: string, rows: readonly FoundRow[]) => ({
    key,
    href,
    total,
    section: { id: `found-${key}`, title: t(`find:room.${key}`), count, link: { label: t(`find:all.${key}`), href } },
    rows,
  });
  const atLeast = (total: number, isExact: boolean): string =>
    isExact ? words.count(total) : t('find:atLeast', { number: words.count(total) });
  return [
    ...(seizures === undefined
      ? []
      : [
          part(
            'seizures',
            addressOf('/seizures', { q }),
            seizures.total,
            atLeast(Math.min(seizures.total, seizures.most), seizures.total <= seizures.most),
            seizures.rows.map(rowOfSeizure),
          ),
        ]),
    part(
      'website',
      addressOf('/cws/search', { q }),
      website.total,
      atLeast(website.total, website.isComplete),
      website.rows.map(rowOfDocument),
    ),
    part('pictures', addressOf('/cpdb', { q }), pictures.total, pictures.number, []),
    part(
      'network',
      addressOf('/network', { q }),
      offices.length,
      words.count(offices.length),
      offices.slice(0, mostOffices).map(office => rowOfOffice(office, words)),
    ),
  ];
}

interface FoundRow {
  readonly title: string;
  readonly href: string;
  readonly text: string;
  readonly end?: string;
  readonly icon?: string;
  readonly heading?: { readonly code: string; readonly icon: string; readonly label: string } | undefined;
}

function rowOfSeizure(row: SeizuresAtAGlance['rows'][number]): FoundRow {
  const [line] = row.goods;
  const quantity = line === undefined || line.quantity === '' ? '' : `${line.quantity} ${line.unit}`;
  return {
    title: [row.ref, line?.name, row.more].filter(Boolean).join(' · '),
    href: row.href,
    text: [quantity, row.place, row.concealment].filter(Boolean).join(' · '),
    end: row.date,
    heading: line?.heading,
  };
}

function rowOfDocument({ title, href, over, heading }: FoundEverywhere['website']['rows'][number]): FoundRow {
  return { title, href, text: over, icon: 'file-text', heading };
}

function rowOfOffice(office: Office, words: Words): FoundRow {
  return {
    title: words.office(office),
    href: `/network/offices/${encodeURIComponent(office.code)}`,
    text: office.country === null ? words.short(office.code) : words.country(office.country),
    icon: 'building-2',
  };
}
