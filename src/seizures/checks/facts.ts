import type { Finding } from '../goods/heading.ts';
import { collect, error, warning } from '../goods/findings.ts';
import { allCommonFields } from '../fields.ts';
import { checkConveyance } from './conveyance.ts';
import { factOf, missing, wrongCodes, type CheckContext, type Values } from './consistency.ts';
import { addYears } from '../../text/plain-date.ts';

// Of some fifty fields, those each check looks at: a file has its rows checked by the hundred thousand.
const requiredFields = allCommonFields.filter(field => field.required === true);
const codedFields = allCommonFields.filter(field => field.type === 'code');

/** Every check of the common fields that looks at more than one value's shape. */
export function checkFacts(facts: Values, context: CheckContext): Finding[] {
  return [
    ...missing(requiredFields, facts, context.form),
    ...wrongCodes(codedFields, facts, context),
    ...checkDates(facts, context),
    ...checkPlace(facts, context),
    ...checkRoute(facts),
    ...checkConveyance(facts, context),
    ...checkRelease(facts),
    ...checkTexts(facts),
  ];
}

function checkDates({ seizureDate, embargoUntil }: Values, { today }: CheckContext): Finding[] {
  return collect(
    typeof seizureDate === 'string' &&
      seizureDate > today &&
      error('seizureDate', 'dateInFuture', { date: seizureDate }),
    typeof embargoUntil === 'string' &&
      embargoUntil <= today &&
      error('embargoUntil', 'embargoPast', { date: embargoUntil }),
    typeof seizureDate === 'string' &&
      seizureDate < addYears(today, -20) &&
      warning('seizureDate', 'dateLongAgo', { date: seizureDate }),
  );
}

function checkPlace({ country, latitude, longitude, place }: Values, context: CheckContext): Finding[] {
  const placeCountry =
    typeof place === 'string' && factOf('place', place, context) !== undefined ? place.slice(0, 2) : undefined;
  return collect(
    latitude !== undefined && longitude === undefined && error('longitude', 'coordinatesTogether'),
    longitude !== undefined && latitude === undefined && error('latitude', 'coordinatesTogether'),
    latitude === 0 && longitude === 0 && warning('latitude', 'coordinatesZero'),
    placeCountry !== undefined &&
      country !== undefined &&
      placeCountry !== country &&
      warning('place', 'placeElsewhere', { place: String(place), country: String(country) }),
  );
}

/** The country nobody knows: two of them are not the same country. */
const unknownCountry = 'ZZ';

function same(one: unknown, another: unknown): boolean {
  return one !== undefined && one === another && one !== unknownCountry;
}

function checkRoute({ country, departure, destination, direction, origin, transit }: Values): Finding[] {
  const stops = Array.isArray(transit) ? transit : [];
  const stayed = same(departure, destination) && same(departure, country);
  return collect(
    same(origin, destination) && warning('destination', 'originIsDestination'),
    stayed && direction !== 'INT' && direction !== 'UNK' && warning('direction', 'routeStaysHome'),
    !stayed && same(departure, destination) && warning('destination', 'departureIsDestination'),
    stops.some(stop => same(stop, departure) || same(stop, destination)) && warning('transit', 'transitRepeats'),
    direction === 'IMP' && !stayed && same(departure, country) && warning('direction', 'importFromHere'),
    direction === 'EXP' && !stayed && same(destination, country) && warning('direction', 'exportToHere'),
    direction === 'TRN' &&
      !stayed &&
      (same(departure, country) || same(destination, country)) &&
      warning('direction', 'transitEndsHere'),
  );
}

function checkRelease({ release, releaseOffices, embargoUntil }: Values): Finding[] {
  return collect(
    releaseOffices !== undefined && release !== 'named' && error('releaseOffices', 'officesOnlyNamed'),
    release === 'named' && releaseOffices === undefined && error('releaseOffices', 'officesMissing'),
    embargoUntil !== undefined && release === undefined && warning('release', 'embargoThenAll'),
  );
}

function checkTexts({
  concealment,
  concealmentText,
  dutyCurrency,
  dutyEvaded,
  narrative,
  narrativeLang,
}: Values): Finding[] {
  return collect(
    dutyEvaded !== undefined && dutyCurrency === undefined && error('dutyCurrency', 'currencyNeeded'),
    concealment === 'CON-OTH' && concealmentText === undefined && warning('concealmentText', 'otherNeedsText'),
    narrativeLang !== undefined && narrative === undefined && warning('narrative', 'languageOfNothing'),
  );
}
