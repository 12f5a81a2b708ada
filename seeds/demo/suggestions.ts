import type { StepKind } from '../../src/network/suggestions/suggestion.ts';

interface SampleSuggestion {
  readonly office: string;
  readonly login: string;
  readonly part: string;
  /** Days before today. */
  readonly days: number;
  readonly title: string;
  readonly purpose: string;
  readonly description: string;
  readonly supports: readonly string[];
  readonly steps: readonly (readonly [
    kind: Exclude<StepKind, 'suggested'>,
    login: string,
    days: number,
    text: string | null,
  ])[];
}

/** A register as it may look after a year; invented, and marked as synthetic. */
export const sampleSuggestions: readonly SampleSuggestion[] = [
  {
    office: 'KE',
    login: 'ke.ncp',
    part: 'seizures',
    days: 410,
    title: 'Short form for statistical records',
    purpose: 'Border posts without an analyst report what they have instead of nothing.',
    description:
      'The long form asks for facts a small post does not know on the day. A form with the dozen facts every ' +
      'seizure has would bring in what is not reported at all today.',
    supports: ['VN', 'RILO-AP', 'UG', 'TZ', 'ZM'],
    steps: [
      ['endorsed', 'rilo.esa', 402, 'Half of our Members would report more with it.'],
      ['accepted', 'wco.cenmat', 390, 'Agreed at the meeting.'],
      ['planned', 'wco.cenmat', 380, 'Part of the next release.'],
      ['done', 'wco.cenmat', 60, 'The short form is in use.'],
    ],
  },
  {
    office: 'VN',
    login: 'vn.ncp',
    part: 'seizures',
    days: 120,
    title: 'Import from the national case system every night',
    purpose: 'No double keying of 900 cases a year.',
    description:
      'A file is uploaded by hand today. The portal could fetch, or be sent, the same file by the national ' +
      'system with a certificate, and report the rows it refuses by the same way.',
    supports: ['KE', 'RILO-ESA', 'PL', 'KR', 'CL', 'ZA'],
    steps: [
      ['endorsed', 'rilo.ap', 112, 'Six Members of the region have a national system that could do this.'],
      ['accepted', 'wco.cenmat', 40, 'Accepted; the interface will be specified with two Members as pilots.'],
    ],
  },
  {
    office: 'KE',
    login: 'ke.ncp',
    part: 'cpdb',
    days: 74,
    title: 'Search concealments by the means of transport and the part of it',
    purpose: 'An officer in front of a truck finds in a minute where to look.',
    description:
      'Pictures are found by heading and date. They should be found by vehicle type and by the part used: ' +
      'spare wheel, fuel tank, floor, refrigeration unit.',
    supports: ['VN', 'RILO-AP', 'MZ'],
    steps: [['endorsed', 'rilo.esa', 70, 'Asked for in every training of the region.']],
  },
  {
    office: 'VN',
    login: 'vn.ncp',
    part: 'cencomm',
    days: 51,
    title: 'Read receipts for warning messages',
    purpose: 'The sender knows whether the port of destination has seen the warning.',
    description:
      'A warning on a container is worth something for two days. The sender cannot tell today whether the ' +
      'other side has opened it and telephones every time.',
    supports: ['KE'],
    steps: [['commented', 'rilo.ap', 47, 'Useful; receipts should name the office only, not the officer.']],
  },
  {
    office: 'KE',
    login: 'ke.ncp',
    part: 'analysis',
    days: 33,
    title: 'Monthly figures of the own country by e-mail',
    purpose: 'Heads of administration see what their reports are used for.',
    description:
      'One page with the number of cases by heading, the delay from seizure to record, and how often the ' +
      'records were opened by others.',
    supports: ['VN', 'UG'],
    steps: [['planned', 'wco.cenmat', 12, 'With the analysis application.']],
  },
  {
    office: 'VN',
    login: 'vn.ncp',
    part: 'reference',
    days: 200,
    title: 'A product code for every brand of cigarettes',
    purpose: 'Counterfeit brands could be counted.',
    description: 'The list has product types. A code for each brand would let an office count the brands it seizes.',
    supports: [],
    steps: [
      ['commented', 'rilo.ap', 195, 'The region would not keep such a list up to date.'],
      [
        'declined',
        'wco.cenmat',
        150,
        'Brands change every month and differ by market; the free field for marks is searched by words.',
      ],
    ],
  },
  {
    office: 'KE',
    login: 'ke.ncp',
    part: 'general',
    days: 9,
    title: 'Work without a line for a day',
    purpose: 'Inland posts lose the network for hours.',
    description:
      'A form that can be filled without a line and is sent once the line is back, with its duplicates found then.',
    supports: [],
    steps: [],
  },
];
