import { countryOfPlace, keysOfPlace, namedPlaces, vocabularyOf, type Lists } from '../../reference/index.ts';
import { lexemesOfPorts } from '../record/ports.ts';

/** What the cases of a port do there, each one thing; or that they may be of it and name a port nobody knows. */
export const portRoles = ['comes', 'leaves', 'seized', 'unknown'] as const;
export type PortRole = (typeof portRoles)[number];

/** A port as it was typed: what it is called, and the countries it may lie in; none where the list does not have it. */
export interface Port {
  readonly typed: string;
  readonly keys: readonly string[];
  readonly countries: readonly string[];
}

export function readPort(typed: string, lists: Lists): Port {
  const places = namedPlaces(lists);
  const keys = keysOfPlace(typed);
  const named = keys.flatMap(key => places.called(key));
  const codes = named.length > 0 ? named : codesRead(typed, lists);
  return {
    typed,
    keys: [...new Set([...keys, ...codes.flatMap(code => places.keysOf(code))])],
    countries: [...new Set(codes.map(countryOfPlace))],
  };
}

/** By the words of its names, as the search for a place of seizure reads it. */
function codesRead(typed: string, lists: Lists): string[] {
  return vocabularyOf(lists)
    .read(typed)
    .flatMap(({ any }) => any.flatMap(({ codes }) => codes))
    .filter(code => code.startsWith('place:'))
    .map(code => code.slice('place:'.length).toUpperCase());
}

/** The tsquery of what one end of a route may be written as. */
export function writtenAs(end: keyof typeof lexemesOfPorts, keys: readonly string[]): string {
  return keys.map(key => `'${lexemesOfPorts[end]}${key.replaceAll(/[\\']/g, '$&$&')}'`).join(' | ');
}

/** The tsquery of every record that writes a place there. */
export function anyWritten(end: keyof typeof lexemesOfPorts): string {
  return `'${lexemesOfPorts[end]}':*`;
}
