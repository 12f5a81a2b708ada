import type { Lists } from '../lists.ts';
import { keyOf } from './keys.ts';
import { namedCodes } from './names.ts';
import { writtenPlaces } from './sources.ts';

/** Ports, airports and towns of the list by all that they are called. */
export interface NamedPlaces {
  /** Codes that are called so. */
  called(key: string): readonly string[];
  /** Everything a place is called, as `keysOfPlace` writes it. */
  keysOf(code: string): readonly string[];
  /** Everything the places of a country are called. */
  keysIn(country: string): readonly string[];
}

/** "Port of Mombasa", "Mombasa port": what stands about a name and is none. */
const aboutPorts = [/^(?:sea)?port (?:of|de|du|d['’])\s*/iu, /\s+(?:sea)?(?:port|harbou?r)$/iu];
/** Said of many places, and the name of none. */
const kindsOfPlace = new Set(['port', 'seaport', 'harbour', 'harbor', 'airport', 'aeroport', 'terminal', 'puerto']);
const mostKeys = 6;
const longestKey = 60;

/**
 * What a place may be called that somebody wrote: the whole, and what stands before a comma or in brackets, each
 * without the word port. "Port of Mombasa (KEMBA), Kenya" is "mombasa", "kemba" and more.
 */
export function keysOfPlace(written: string): string[] {
  const parts = [written, ...written.split(/[,;/()]| - /u)].map(part => part.trim());
  const plain = parts.map(part => aboutPorts.reduce((name, about) => name.replace(about, ''), part));
  const keys = [...parts, ...plain]
    .map(keyOf)
    .filter(key => key !== '' && key.length <= longestKey && !kindsOfPlace.has(key));
  return [...new Set(keys)].slice(0, mostKeys);
}

const kept = new WeakMap<Lists, { version: number; places: NamedPlaces }>();

/** The places of the lists, read anew after they were edited. */
export function namedPlaces(lists: Lists): NamedPlaces {
  const known = kept.get(lists);
  if (known?.version === lists.version) return known.places;
  const places = readPlaces(lists);
  kept.set(lists, { version: lists.version, places });
  return places;
}

function readPlaces(lists: Lists): NamedPlaces {
  const keys = new Map<string, Set<string>>();
  const codes = new Map<string, Set<string>>();
  const put = (code: string, names: readonly string[]): void => {
    // Behind a comma stands the region.
    for (const key of names.flatMap(name => keysOfPlace(name.replace(/,.*$/u, '')))) {
      keys.set(code, (keys.get(code) ?? new Set()).add(key));
      codes.set(key, (codes.get(key) ?? new Set()).add(code));
    }
  };
  for (const { list, entry, names } of namedCodes(lists)) if (list === 'place') put(entry.code, names);
  for (const group of writtenPlaces())
    for (const code of group.codes) if (keys.has(placeOf(code))) put(placeOf(code), group.words);
  return {
    called: key => [...(codes.get(key) ?? [])],
    keysOf: code => [...(keys.get(code) ?? [])],
    keysIn: country => [
      ...new Set([...keys].flatMap(([code, names]) => (countryOf(code) === country ? [...names] : []))),
    ],
  };
}

/** "place:KEMBA" is KEMBA. */
function placeOf(code: string): string {
  return code.slice('place:'.length);
}

/** A UN/LOCODE begins with its country. */
export function countryOf(code: string): string {
  return code.slice(0, 2);
}
