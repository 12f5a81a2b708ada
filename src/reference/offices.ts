import type { Queryable } from '../db/pool.ts';
import type { ReferenceLang } from './entry.ts';
import { listMemberships, listOffices, type MembershipRow, type OfficeRow } from './store.ts';
import { today } from '../text/plain-date.ts';

export type Office = OfficeRow;
export type Membership = MembershipRow;

export interface Offices {
  /** Every office, by code. */
  readonly all: readonly Office[];
  byId(id: number): Office | undefined;
  byCode(code: string): Office | undefined;
  /** RILO that served a country on a plain date (today when left out). */
  riloOf(country: string, date?: string): Office | undefined;
  /** Countries a RILO served on a plain date (today when left out), by code. */
  membersOf(riloId: number, date?: string): readonly string[];
  /** Every membership there was, is or will be, by country and then date. */
  readonly memberships: readonly Membership[];
  /**
   * Office that keeps the records of a country: its administration; for a country that is not a Member, the
   * Secretariat.
   */
  owning(country: string): Office;
  /** Name of an office; the code itself when there is none of that code. */
  name(code: string, lang: ReferenceLang): string;
  reload(): Promise<void>;
}

interface Network {
  readonly all: readonly Office[];
  readonly byId: ReadonlyMap<number, Office>;
  readonly byCode: ReadonlyMap<string, Office>;
  readonly administrations: ReadonlyMap<string, Office>;
  readonly memberships: ReadonlyMap<string, readonly MembershipRow[]>;
}

/** Reads offices and memberships into memory. */
export async function loadOffices(on: Queryable): Promise<Offices> {
  let network = await read(on);
  return {
    get all() {
      return network.all;
    },
    byId: id => network.byId.get(id),
    byCode: code => network.byCode.get(code),
    riloOf(country, date = today()) {
      const served = network.memberships.get(country)?.find(membership => isServed(membership, date));
      return served && network.byId.get(served.riloId);
    },
    membersOf: (riloId, date = today()) =>
      [...network.memberships.values()]
        .flat()
        .filter(membership => membership.riloId === riloId && isServed(membership, date))
        .map(({ country }) => country),
    get memberships() {
      return [...network.memberships.values()].flat();
    },
    owning: country => network.administrations.get(country) ?? secretariat(network),
    name(code, lang) {
      const office = network.byCode.get(code);
      return office === undefined ? code : lang === 'fr' ? office.nameFr : office.nameEn;
    },
    async reload() {
      network = await read(on);
    },
  };
}

async function read(on: Queryable): Promise<Network> {
  const [all, memberships] = await Promise.all([listOffices(on), listMemberships(on)]);
  const own = all.filter(({ kind }) => kind === 'administration');
  return {
    all,
    byId: new Map(all.map(office => [office.id, office])),
    byCode: new Map(all.map(office => [office.code, office])),
    administrations: new Map(own.map(office => [office.country ?? office.code, office])),
    memberships: Map.groupBy(memberships, ({ country }) => country),
  };
}

function isServed({ validFrom, validTo }: MembershipRow, date: string): boolean {
  return validFrom <= date && (validTo === null || validTo >= date);
}

/** Whether an office worked on a plain date. */
export function isActiveOn({ activeFrom, activeTo }: Pick<Office, 'activeFrom' | 'activeTo'>, date: string): boolean {
  return (activeFrom === null || activeFrom <= date) && (activeTo === null || activeTo >= date);
}

function secretariat(network: Network): Office {
  const office = network.all.find(({ kind }) => kind === 'secretariat');
  if (office === undefined) throw new Error('the network has no Secretariat: the offices are not seeded');
  return office;
}
