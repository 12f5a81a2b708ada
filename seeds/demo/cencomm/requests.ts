import type { SampleRequest } from './make-requests.ts';

/** Requests, invitations and an operation that is over, of an evaluation: all invented. */
export const demoRequests: readonly SampleRequest[] = [
  {
    key: 'paper-lantern',
    by: 'vn.ncp',
    state: 'requested',
    title: 'Operation PAPER LANTERN',
    starts: 20,
    ends: 48,
    headings: ['TOB', 'TAX'],
    countries: ['VN', 'KH', 'TH', 'MY', 'SG'],
    langs: ['en', 'fr'],
    aim:
      'Cigarettes without tax stamps go by coaster and lorry along the Gulf of Thailand before the lunar new ' +
      'year.\n\nFour weeks of joint checks of transit declarations, with one liaison officer per country and ' +
      'a daily tally.\n\nSynthetic request of an evaluation.',
  },
  {
    key: 'long-shadow',
    by: 'ke.ncp',
    state: 'refused',
    title: 'Operation LONG SHADOW',
    starts: 10,
    ends: 24,
    headings: ['CURR'],
    countries: ['KE'],
    langs: ['en'],
    aim: 'Cash couriers at the airport of Nairobi. Synthetic request of an evaluation.',
    decision: 'One administration alone needs no closed group: use alerts of the CWS, or name the partners.',
  },
  {
    key: 'still-water',
    by: 'rilo.esa',
    state: 'closed',
    title: 'Operation STILL WATER',
    starts: -190,
    ends: -150,
    headings: ['HAZ', 'ODS'],
    countries: ['KE', 'TZ', 'UG'],
    langs: ['en', 'fr'],
    aim:
      'Waste and refrigerants declared as second-hand goods on the lake ports. Synthetic operation of an ' +
      'evaluation.',
    members: { 'ke.ncp': 'liaison', 'ke.officer': 'member', 'unep.partner': 'observer' },
  },
  {
    key: 'red-kite',
    by: 'rilo.ap',
    state: 'open',
    title: 'Operation RED KITE',
    starts: -3,
    ends: 25,
    headings: ['IPR', 'WEAP'],
    countries: ['VN', 'TH', 'KE'],
    langs: ['en', 'fr'],
    aim: 'Replica firearms and their parts in postal parcels. Synthetic operation of an evaluation.',
    members: { 'vn.ncp': 'liaison' },
    invited: [
      { officer: 'ke.officer', role: 'member' },
      { officer: 'unep.partner', role: 'observer' },
      { office: 'KE', role: 'liaison' },
    ],
  },
];
