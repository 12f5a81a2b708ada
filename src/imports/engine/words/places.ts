import { fold } from './words.ts';

/** Countries by the folded name of a place of theirs; a name may be in several. */
export type Places = ReadonlyMap<string, ReadonlySet<string>>;

/** Names shorter than this are words of other meanings too. */
const shortest = 4;
const mostWords = 3;

export function placesBy(list: Iterable<{ readonly name: string; readonly country: string }>): Places {
  const places = new Map<string, Set<string>>();
  for (const { name, country } of list) {
    const keys = namesIn(name).filter(key => key.length >= shortest);
    for (const each of [...keys, ...airportOf(name, country)])
      places.set(each, (places.get(each) ?? new Set<string>()).add(country));
  }
  return places;
}

/** "Mumbai (ex Bombay)" has two names. */
function namesIn(name: string): string[] {
  const [, now = name, before] = /^(.*?)\s*\(ex (.*)\)$/.exec(name) ?? [];
  return [now, ...(before === undefined ? [] : [before])].map(fold);
}

/** The code of an airport is mostly the end of that of its place: TLV of ILTLV. No text is folded to such a key. */
function airportOf(name: string, country: string): string[] {
  return /^[A-Z]{5}$/.test(name) && name.startsWith(country) ? [`#${name.slice(2)}`] : [];
}

/** Countries of the places a text names: "Aeroporto de Maputo" names Maputo. Empty where it names none we know. */
export function placeCountries(text: string, places: Places): ReadonlySet<string> {
  if (text.length > 80) return none;
  if (/^[A-Z]{3}$/.test(text)) return places.get(`#${text}`) ?? none;
  const words = fold(text).split(' ');
  for (let length = Math.min(mostWords, words.length); length >= 1; length -= 1)
    for (let start = 0; start + length <= words.length; start += 1) {
      const name = words.slice(start, start + length).join(' ');
      const found = places.get(name);
      if (found && !(words.length > length && kindsOfPlace.has(name))) return found;
    }
  return none;
}

/** Words for a kind of place that are names too: the port of Naples is not Porto. */
const kindsOfPlace: ReadonlySet<string> = new Set(
  'porto port puerto portos puerta aeroporto airport terminal station central santa saint punta playa marina'.split(
    ' ',
  ),
);

const none: ReadonlySet<string> = new Set();
