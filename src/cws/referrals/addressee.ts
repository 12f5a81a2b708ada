import { rights, type Viewer } from '../../access/index.ts';
import { isActiveOn, type Office, type Offices } from '../../reference/index.ts';
import type { Referral } from './referral.ts';
import { today } from '../../text/plain-date.ts';

const roads = ['ncp', 'rilo'] as const;
export type Road = (typeof roads)[number];

/** The roads open to a viewer: who handles referrals of an office sends none to it. */
export function roadsOf(viewer: Viewer): readonly Road[] {
  return roads.filter(road => !rights[road](viewer));
}

/**
 * The country whose offices a sender reports to; a RILO has a host country, but reports to the one where it happened.
 */
export function homeOf({ office }: Viewer): string | null {
  return office.kind === 'administration' ? office.country : null;
}

/**
 * The office a referral goes to: the contact point's administration or the RILO of the sender's own country, or, for a
 * sender of no country, of the country where it happened. Undefined where there is none.
 */
export function addresseeOf(viewer: Viewer, offices: Offices, road: Road, happenedIn: string): Office | undefined {
  const country = homeOf(viewer) ?? happenedIn;
  const office = road === 'rilo' ? offices.riloOf(country) : administrationOf(offices, country);
  return office && isActiveOn(office, today()) ? office : undefined;
}

/**
 * Where the office a referral is with may pass it on: a contact point to its RILO, a RILO to one of its Members or
 * another RILO.
 */
export function nextOffices({ office }: Viewer, offices: Offices, referral: Pick<Referral, 'officeId'>): Office[] {
  const members = office.memberCountries.map(country => administrationOf(offices, country));
  const rilos =
    office.kind === 'rilo'
      ? offices.all.filter(({ kind }) => kind === 'rilo')
      : [office.country === null ? undefined : offices.riloOf(office.country)];
  return [...members, ...rilos]
    .filter(one => one !== undefined)
    .filter(one => one.id !== referral.officeId && isActiveOn(one, today()));
}

function administrationOf(offices: Offices, country: string): Office | undefined {
  const office = offices.owning(country);
  return office.kind === 'administration' ? office : undefined;
}
