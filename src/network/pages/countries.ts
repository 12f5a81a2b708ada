import type { NetworkRoom } from '../room.ts';
import type { Words } from '../words.ts';

/** Every country to choose from, by name. */
export function countryOptions(room: NetworkRoom, words: Words): { value: string; label: string }[] {
  return room.lists
    .all('country', { lang: words.lang })
    .filter(({ code }) => code !== 'ZZ')
    .map(({ code }) => ({ value: code, label: words.country(code) }));
}
