import type { Lists } from '../../../reference/index.ts';
import { routeMaps, type Stop, type StopKind } from '../../../web/charts/index.ts';
import { stopsOf } from '../../search/pages/presenter-rows.ts';
import type { Words } from './presenter-words.ts';
import type { SeizureRecord } from '../../seizure.ts';

interface ShownStop extends Stop {
  readonly country: string;
  readonly place: string;
  readonly note: string;
}

/** The way of the goods: stops in order, and the map of them for wide and narrow screens. */
export function presentRoute({ facts }: SeizureRecord, lists: Lists, words: Words) {
  const text = (name: string): string | null => (typeof facts[name] === 'string' ? facts[name] : null);
  const transit = Array.isArray(facts.transit) ? (facts.transit as readonly string[]) : [];
  const country = text('country') ?? '';
  const way = stopsOf({
    country,
    origin: text('origin'),
    departure: text('departure'),
    transit,
    destination: text('destination'),
  });
  const seizedAt = way.findIndex(({ seized }) => seized);
  const stops = way
    .filter(({ code }) => code !== 'ZZ')
    .map(({ code, seized }, at): ShownStop => {
      const kind = kindOf(code, seized, at, way.length, {
        origin: text('origin'),
        departure: text('departure'),
        destination: text('destination'),
      });
      const place = placeOf(kind, code, facts, words);
      const name = words.code('country', code);
      const declared = seizedAt >= 0 && at > seizedAt;
      return {
        code,
        kind,
        country: name,
        place,
        name: place || name,
        ...(declared ? { declared } : {}),
        ...(seized ? whereOf(facts, lists) : {}),
        note: noteOf(kind, declared, facts, words),
      };
    });
  if (stops.length === 0) return { stops, map: undefined };
  return { stops, map: routeMaps(stops, words.t('record:route.mapTitle')) };
}

function kindOf(
  code: string,
  seized: boolean,
  at: number,
  count: number,
  of: Record<'origin' | 'departure' | 'destination', string | null>,
): StopKind {
  if (seized) return 'seizure';
  if (code === of.destination && at === count - 1) return 'destination';
  if (code === of.origin && at === 0) return 'origin';
  return code === of.departure ? 'departure' : 'transit';
}

function placeOf(kind: StopKind, code: string, facts: SeizureRecord['facts'], words: Words): string {
  const text = (name: string): string => (typeof facts[name] === 'string' ? facts[name] : '');
  if (kind === 'seizure') return text('placeName') || (text('place') && words.code('place', text('place')));
  if (kind === 'destination') return text('destinationPlace');
  return code === facts.departure ? text('departurePlace') : '';
}

/** Where it was seized: the coordinates stated, else those of the place. */
function whereOf(facts: SeizureRecord['facts'], lists: Lists): { lat?: number; lon?: number } {
  const { latitude, longitude, place } = facts;
  if (typeof latitude === 'number' && typeof longitude === 'number') return { lat: latitude, lon: longitude };
  const details = typeof place === 'string' ? lists.lookUp('place', place)?.details : undefined;
  const [lat, lon] = [Number(details?.lat), Number(details?.lon)];
  return Number.isFinite(lat) && Number.isFinite(lon) ? { lat, lon } : {};
}

function noteOf(kind: StopKind, declared: boolean, facts: SeizureRecord['facts'], words: Words): string {
  if (kind === 'seizure')
    return words.t('record:route.seized', {
      date: typeof facts.seizureDate === 'string' ? words.date(facts.seizureDate) : '',
    });
  return words.t(declared ? 'record:route.declared' : `record:route.${kind}`);
}
