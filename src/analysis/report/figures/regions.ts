import { addDays } from '../../../text/plain-date.ts';
import type { Period } from './search-year.ts';

/** A piece of time and place that a report has whole or not at all. */
interface Piece {
  /** Plain dates. */
  readonly from: string;
  readonly to: string;
  /** Countries that the same reports name; undefined for all that none names. */
  readonly countries: ReadonlySet<string> | undefined;
}

/** How often reports have each piece: taken from one another, also never or less. */
export type Region = readonly number[];

/** Where something is left: a month or a country. */
export interface Within {
  readonly month?: string;
  readonly country?: string;
}

/** Time and place cut wherever one of some reports begins or ends. Pure. */
export function regionsOf(periods: readonly Period[]) {
  const days = [...new Set(periods.flatMap(({ from, to }) => [from, addDays(to, 1)]))].toSorted();
  const named = [...new Set(periods.flatMap(({ countries }) => countries))];
  const alike = Map.groupBy(named, country =>
    periods.map(({ countries }) => (countries.includes(country) ? '1' : '0')).join(''),
  );
  const places = [undefined, ...[...alike.values()].map(countries => new Set(countries))];
  const pieces = days.slice(0, -1).flatMap((from, at): Piece[] => {
    const to = addDays(days[at + 1] ?? from, -1);
    return places.map(countries => ({ from, to, countries }));
  });
  const isAt = ({ from, to, countries }: Piece, { month, country }: Within): boolean =>
    month !== undefined
      ? from <= `${month}-28` && `${month}-01` <= to
      : (countries?.has(country ?? '') ?? !named.includes(country ?? ''));
  return {
    of({ from, to, countries }: Period): Region {
      const has = (piece: Piece): boolean =>
        countries.length === 0 || countries.some(country => piece.countries?.has(country));
      return pieces.map(piece => (from <= piece.from && piece.to <= to && has(piece) ? 1 : 0));
    },
    /** What of a region is in a month or a country. */
    inside: (region: Region, at: Within): Region =>
      region.map((count, place) => (isAt(pieces[place] as Piece, at) ? count : 0)),
    /**
     * Whether a region has each piece once or not at all (1), or less one (-1); 0 where it has none, undefined where it
     * is nothing that can be counted. Countries that no report names may be none: regions often are the whole world.
     */
    signOf(region: Region): 1 | -1 | 0 | undefined {
      const known = region.filter((count, at) => count !== 0 && pieces[at]?.countries !== undefined);
      const [count = 0, other] = new Set(known.length > 0 ? known : region.filter(one => one !== 0));
      return other === undefined && (count === 0 || count === 1 || count === -1) ? count : undefined;
    },
  };
}

export function isNone(region: Region): boolean {
  return region.every(count => count === 0);
}

export function plus(one: Region, other: Region, sign: 1 | -1): Region {
  return one.map((count, at) => count + sign * (other[at] ?? 0));
}
