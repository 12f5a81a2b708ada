import { keysOfPlace } from '../../reference/index.ts';
import type { SeizureRecord } from '../seizure.ts';

/**
 * Lexemes of the places of departure and destination as they are written: "departs=jebel ali". Which port that is, is
 * read where one is asked for, so that a name added to the list finds what was recorded before.
 */
export const lexemesOfPorts = { departure: 'departs=', destination: 'arrives=' } as const;

export function termsOfPorts({ departurePlace, destinationPlace }: SeizureRecord['facts']): string[] {
  return [
    ...keysOf(departurePlace).map(key => lexemesOfPorts.departure + key),
    ...keysOf(destinationPlace).map(key => lexemesOfPorts.destination + key),
  ];
}

function keysOf(written: unknown): string[] {
  return typeof written === 'string' ? keysOfPlace(written) : [];
}
