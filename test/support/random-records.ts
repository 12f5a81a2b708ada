import { headingCodes, type FieldValue, type GoodsLine } from '../../src/seizures/goods/heading.ts';
import type { SeizureRecord } from '../../src/seizures/seizure.ts';
import { addDays, today } from '../../src/text/plain-date.ts';
import type { Random } from '../../seeds/demo/random.ts';
import { sampleRecord } from './builders.ts';
import { sampleLines } from './sample-lines.ts';

const releases = ['all', 'region', 'rilos', 'named', 'through_rilo'] as const;
const places = ['CON-FREIGHT-COVER', 'CON-VEH-FUEL', 'CON-BODY-INT'] as const;
const routes = ['PK', 'AE', 'CN', 'ZZ', 'NL'] as const;
let number = 0;

/** Who may see a record, at random. */
export function audience(random: Random): Record<string, FieldValue | undefined> {
  const release = random.pick(releases);
  return {
    release,
    releaseOffices: release === 'named' ? random.pick([['VN'], ['KE', 'RILO-AP'], ['FR']]) : undefined,
  };
}

const perhaps = (random: Random, codes: readonly string[]) => (random.chance(0.2) ? undefined : random.pick(codes));

function someLine(random: Random): GoodsLine {
  const line = sampleLines[random.pick(headingCodes)];
  const quantity = random.chance(0.06) ? 9e12 : Math.round(random.next() * 4000) / 4 + 1;
  return { ...line, quantity: random.chance(0.05) ? undefined : quantity } as GoodsLine;
}

/** A record of a country, at random: of some headings, routes and days, now and then held or under embargo. */
export function someRecord(random: Random, country: string): SeizureRecord {
  number += 1;
  const facts = {
    ...audience(random),
    nationalRef: `ACT/${number}`,
    country,
    place: undefined,
    seizureDate: addDays('2026-11-20', -Math.floor(random.next() * 900)),
    origin: perhaps(random, routes),
    departure: perhaps(random, routes),
    destination: perhaps(random, routes),
    transit: random.pick([[], ['OM'], ['OM', 'SO']]),
    transport: perhaps(random, ['SEA-CONT', 'SEA-BULK', 'AIR-PAX', 'AIR']),
    concealment: perhaps(random, places),
    detection: perhaps(random, ['DET-RISK', 'DET-DOG']),
    direction: perhaps(random, ['IMP', 'EXP']),
    embargoUntil: random.chance(0.2) ? addDays(today(), 1 + Math.floor(random.next() * 15)) : undefined,
  };
  const lines = Array.from({ length: 1 + Math.floor(random.next() * 3) }, () => someLine(random));
  return sampleRecord('DRUG', { facts, lines });
}

/** A record with other facts; undefined takes one away. */
export function changed(from: SeizureRecord, facts: Record<string, FieldValue | undefined>): SeizureRecord {
  const stated = Object.entries({ ...from.facts, ...facts }).filter(([, value]) => value !== undefined);
  return { ...from, facts: Object.fromEntries(stated) as SeizureRecord['facts'] };
}
