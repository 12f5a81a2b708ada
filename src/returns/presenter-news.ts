import { addressOfRef, titleOf } from '../cws/index.ts';
import type { Words } from '../reference/index.ts';
import type { Return } from './read-return.ts';

const mostNews = 6;

/** A thing that came of the records: a document, a record of another office, or what was made of the pictures. */
interface News {
  readonly title: string;
  readonly href: string;
  readonly text: string;
  readonly icon: string;
  /** Plain date; empty where it has none. */
  readonly on: string;
}

/** What others made of the records, the newest first. Pure. */
export function newsOf(read: Return, words: Words) {
  const rows = [...documentsOf(read, words), ...linkedOf(read, words)]
    .toSorted((a, b) => b.on.localeCompare(a.on))
    .slice(0, mostNews);
  return {
    section: { title: words.t('returns:news.title'), id: 'news' },
    rows: [...rows, ...picturesOf(read, words)].map(({ on, ...row }) => ({
      ...row,
      end: on === '' ? '' : words.date(on),
    })),
    none: words.t('returns:news.none'),
  };
}

const counted = (words: Words, key: string, count: number): string =>
  words.t(`returns:news.${key}`, { count, number: words.count(count) });

function documentsOf({ citations }: Return, words: Words): News[] {
  return citations.map(({ ref, kind, titles, on, records, readers }) => ({
    title: titleOf({ ref, titles }, words.lang).title,
    href: addressOfRef(ref) ?? '/cws',
    text: [counted(words, 'names', records), readers > 0 ? counted(words, 'read', readers) : '']
      .filter(Boolean)
      .join(' · '),
    icon: kind === 'alert' ? 'siren' : 'file-text',
    on,
  }));
}

function linkedOf({ linked }: Return, words: Words): News[] {
  return linked.map(({ ref, ownRef, placeName, country, on }) => ({
    title: `${ref}, ${placeName ?? words.country(country)}`,
    href: `/seizures/${ref}`,
    text: words.t('returns:news.linked', { ref: ownRef }),
    icon: 'link-2',
    on,
  }));
}

function picturesOf({ pictures: { sets, pictures, ofOthers } }: Return, words: Words): News[] {
  const training = {
    title: words.t('returns:news.training'),
    href: '/cpdb/training',
    text: `${counted(words, 'ownPictures', pictures)}, ${counted(words, 'sets', sets)}`,
    icon: 'scan',
    on: '',
  };
  const others = {
    title: words.t('returns:news.pictures'),
    href: '/cpdb',
    text: counted(words, 'ofOthers', ofOthers),
    icon: 'image',
    on: '',
  };
  return [...(sets > 0 ? [training] : []), ...(ofOthers > 0 ? [others] : [])];
}
