import { fold, isActiveOn, type Lists, type Office, type Offices } from '../reference/index.ts';
import type { ContactPoint } from './office.ts';

/** WCO regions in the order the pages show them; labels in `reference:values.country.wco_region`. */
export const regions = ['AMS', 'AP', 'ESA', 'EUR', 'MENA', 'WCA'] as const;

export interface Criteria {
  readonly q: string;
  readonly region: string;
  /** Code of a RILO. */
  readonly rilo: string;
  /** Plain date whose network is asked for. */
  readonly on: string;
}

export interface Member {
  readonly office: Office;
  readonly country: string;
  readonly region: string;
  readonly rilo: Office | undefined;
  readonly point: ContactPoint | undefined;
}

export interface NetworkOfDay {
  readonly rilos: readonly { readonly office: Office; readonly look: number; readonly countries: readonly string[] }[];
  /** Every Member of the day. */
  readonly all: readonly Member[];
  /** Those that fit the criteria. */
  readonly found: readonly Member[];
}

interface Sources {
  readonly lists: Lists;
  readonly offices: Offices;
  readonly points: ReadonlyMap<number, ContactPoint>;
}

/** The network as it was, is or will be on a day. A RILO keeps its look on the map whatever the day. Pure. */
export function networkOn(criteria: Criteria, { lists, offices, points }: Sources): NetworkOfDay {
  const { on } = criteria;
  const everyRilo = offices.all.filter(({ kind }) => kind === 'rilo');
  const all = offices.all
    .filter(office => office.kind === 'administration' && isActiveOn(office, on))
    .map((office): Member => {
      const country = office.country ?? office.code;
      return {
        office,
        country,
        region: lists.lookUp('country', country)?.details.wco_region ?? '',
        rilo: offices.riloOf(country, on),
        point: points.get(office.id),
      };
    });
  return {
    rilos: everyRilo
      .map((office, look) => ({ office, look, countries: offices.membersOf(office.id, on) }))
      .filter(({ office }) => isActiveOn(office, on)),
    all,
    found: all.filter(member => fits(member, criteria)),
  };
}

function fits({ office, region, rilo, point }: Member, criteria: Criteria): boolean {
  if (criteria.region !== '' && region !== criteria.region) return false;
  if (criteria.rilo !== '' && rilo?.code !== criteria.rilo) return false;
  const wanted = fold(criteria.q);
  if (wanted === '') return true;
  const told = fold(
    [office.code, office.nameEn, office.nameFr, rilo?.code, rilo?.nameEn, rilo?.nameFr, point?.function, point?.email]
      .filter(Boolean)
      .join('\n'),
  );
  return wanted.split(' ').every(word => told.includes(word));
}
