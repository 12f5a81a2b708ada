import { isActiveOn, vocabularyOf } from '../reference/index.ts';
import type { Lists, Office, Offices } from '../reference/index.ts';
import { fold } from '../reference/index.ts';
import { today } from '../text/plain-date.ts';

/** The offices of today that are called so, or are of a country that is; for a page that searches every room. */
export function officesAtAGlance({ lists, offices }: { lists: Lists; offices: Offices }) {
  return (q: string): readonly Office[] => {
    const wanted = fold(q).replaceAll('"', '');
    if (wanted === '') return [];
    const countries = new Set(
      vocabularyOf(lists)
        .read(q)
        .flatMap(({ any, not }) => (not ? [] : any.flatMap(({ codes }) => codes)))
        .flatMap(code => (code.startsWith('country:') ? [code.slice('country:'.length).toUpperCase()] : [])),
    );
    return offices.all.filter(
      office =>
        isActiveOn(office, today()) && (countries.has(office.country ?? '') || isCalled(office, wanted.split(' '))),
    );
  };
}

function isCalled({ code, nameEn, nameFr, hostCity }: Office, words: readonly string[]): boolean {
  const told = fold([code, nameEn, nameFr, hostCity ?? ''].join(' ')).split(/[^\p{L}\p{N}]+/u);
  return words.every(word => told.some(one => one === word || (word.length > 3 && one.startsWith(word))));
}
