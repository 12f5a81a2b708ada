import type { StepKind, Subject } from '../../src/cws/referrals/referral.ts';

export interface SampleReferral {
  readonly subject: Subject;
  readonly stage: 'suspected' | 'stopped' | 'market';
  /** Days before today it was sent; days from today it happened or is expected. */
  readonly days: number;
  readonly happened: string;
  readonly on: number | null;
  readonly place: string;
  readonly knownBy: string;
  readonly product: string | null;
  readonly goods: string;
  readonly quantity: readonly [number, string] | null;
  readonly route: readonly [from: string | null, to: string | null, transport: string | null];
  readonly to: 'KE' | 'RILO-ESA';
  readonly state: 'sent' | 'taken' | 'recorded' | 'answered' | 'withdrawn';
  readonly outcome?: string;
  readonly news?: 'sender' | 'office';
  readonly steps: readonly (readonly [
    kind: Exclude<StepKind, 'sent'>,
    login: string,
    days: number,
    text: string | null,
  ])[];
}

/** What a national ozone unit may have reported within a quarter: invented, and marked as synthetic. */
export const sampleReferrals: readonly SampleReferral[] = [
  {
    subject: 'ods',
    stage: 'stopped',
    days: 96,
    on: -100,
    place: 'Mombasa',
    knownBy: 'licences',
    product: 'HCFC-22',
    goods: '610 disposable cylinders declared as R-134a',
    quantity: [8296, 'kg'],
    route: ['CN', 'KE', 'SEA'],
    to: 'KE',
    state: 'recorded',
    happened:
      'The declared refrigerant needs no licence of ours, the cylinders are those of another substance. The ' +
      'identifier of the unit read HCFC-22 on all eight that were tried. The importer has no quota for this ' +
      'year.\nThe container is held at the port; customs was told by telephone on the same day.',
    steps: [
      ['taken', 'ke.ncp', 95, null],
      ['asked', 'ke.ncp', 95, 'Is the reading of the identifier kept, and can the port have a copy for the file?'],
      ['said', 'ke.ozone', 94, 'Yes, eight printed readings. They went to the port office this morning.'],
      ['drafted', 'ke.ncp', 93, null],
      ['recorded', 'ke.ncp', 93, null],
    ],
  },
  {
    subject: 'cites',
    stage: 'market',
    days: 61,
    on: -63,
    place: 'Nairobi',
    knownBy: 'inspection',
    product: 'Loxodonta africana',
    goods: '14 carved bangles offered as bone',
    quantity: [14, 'piece'],
    route: [null, null, null],
    to: 'KE',
    state: 'answered',
    outcome: 'otherAuthority',
    happened:
      'Found beside the refrigerant bottles during the inspection of a sandbox that also sells to tourists. ' +
      'Weight and grain speak for ivory; nothing was taken, since the unit has no power to.',
    steps: [
      ['taken', 'ke.ncp', 60, null],
      [
        'answered',
        'ke.ncp',
        55,
        'No goods crossed a border as far as is known. The wildlife service inspected the sandbox and has the case.',
      ],
    ],
  },
  {
    subject: 'waste',
    stage: 'stopped',
    days: 19,
    on: -21,
    place: 'Mombasa',
    knownBy: 'authority',
    product: 'Y49',
    goods: 'Broken refrigerators and compressors, oil and gas not removed',
    quantity: [22, 't'],
    route: ['DE', 'UG', 'SEA'],
    to: 'KE',
    state: 'taken',
    news: 'office',
    happened:
      'Declared as used goods for repair in transit. Two of three containers were opened by the environment ' +
      'authority: most of the appliances are without compressor or cut open. No notification under the Basel ' +
      'Convention is known to us.',
    steps: [
      ['taken', 'ke.ncp', 18, null],
      ['asked', 'ke.ncp', 4, 'Has the authority of the country of dispatch been asked whether it gave consent?'],
      ['said', 'ke.ozone', 2, 'Asked on Monday through the focal point; no answer so far.'],
    ],
  },
  {
    subject: 'ods',
    stage: 'suspected',
    days: 9,
    on: 12,
    place: 'Dar es Salaam',
    knownBy: 'information',
    product: 'CFC-12',
    goods: 'About 200 unmarked cylinders under a cover load of tiles',
    quantity: [200, 'cylinder'],
    route: ['AE', 'TZ', 'SEA'],
    to: 'RILO-ESA',
    state: 'sent',
    happened:
      'A refrigerant wholesaler was offered CFC-12 from a stock abroad, to be landed in the next weeks and ' +
      'brought over the border in small lots. The offer was in writing and is kept by the unit.',
    steps: [
      ['passed', 'ke.ncp', 8, 'It lands in another country of the region: the RILO can warn it, we cannot record it.'],
    ],
  },
  {
    subject: 'ods',
    stage: 'suspected',
    days: 1,
    on: 5,
    place: 'Mombasa',
    knownBy: 'licences',
    product: 'HFC-134a',
    goods: '1 container of refrigerant, 1,140 cylinders',
    quantity: [15504, 'kg'],
    route: ['CN', 'KE', 'SEA'],
    to: 'KE',
    state: 'sent',
    happened:
      'The exporting side asked by the informal consent procedure whether the import is licensed. It is not: ' +
      'the company used up its quota in June. The bill of lading says arrival within the week.\nPlease hold ' +
      'the container on arrival. The unit can come with the identifier within a day.',
    steps: [],
  },
  {
    subject: 'waste',
    stage: 'suspected',
    days: 33,
    on: null,
    place: 'Malaba',
    knownBy: 'market',
    product: null,
    goods: 'Used tyres offered in lots on a web page',
    quantity: null,
    route: [null, 'KE', 'ROAD'],
    to: 'KE',
    state: 'withdrawn',
    happened: 'Lots of some thousand tyres are offered with delivery over the border.',
    steps: [['withdrawn', 'ke.ozone', 32, 'The page has been there for two years; the offer is not real.']],
  },
];
