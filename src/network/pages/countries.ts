import type { NetworkContext } from '../context.ts';
import type { Words } from './words.ts';

/** Every country to choose from, by name. */
export function countryOptions(context: NetworkContext, words: Words): { value: string; label: string }[] {
  return context.lists
    .all('country', { lang: words.lang })
    .filter(({ code }) => code !== 'ZZ')
    .map(({ code }) => ({ value: code, label: words.country(code) }));
}
