import type { SampleMessage, SampleOperation } from '../../../src/cencomm/index.ts';

const r22 = { heading: 'ODS', product: 'HCFC-22', 'details.nature': 'pure' } as const;
const cfc = { heading: 'ODS', product: 'CFC-12', 'details.nature': 'pure' } as const;
const hfc = { heading: 'ODS', product: 'HFC-134a', 'details.nature': 'pure' } as const;

const warnings: readonly SampleMessage[] = [
  {
    from: 'rilo.ap', ago: 204, kind: 'warning', shipment: 'fittings', subject: 'Pipe fittings, gross weight too low', answerIn: -150,
    body: 'Declared as steel fittings, but the gross weight is that of filled cylinders. Same notify party as in a case of 2025.',
    fields: { ...r22, departure: 'CN', destination: 'VN', transport: 'SEA-CONT', coverLoad: 'Steel pipe fittings', vessel: 'MV Sample Coral', voyage: '52S', containerNo: 'DEFU 120 447 3', expectedPlace: 'Hai Phong', askedOf: ['VN'], grade: 'B' },
  },
  {
    from: 'vn.ncp', ago: 182, kind: 'warning', shipment: 'transit', subject: 'Transit never confirmed at exit', answerIn: -130,
    body: 'Transit document closed on paper, no exit seen at the border. 480 cylinders of R-22 are missing since.',
    fields: { ...r22, quantity: 6528, unit: 'kg', packages: 480, departure: 'CN', transit: ['VN'], destination: 'KH', transport: 'ROAD-TRUCK', document: 'TR 5530-18', askedOf: ['KH'], grade: 'A' },
  },
  {
    from: 'unep.partner', ago: 165, kind: 'warning', shipment: 'label', subject: 'False R-134a labels on sale', answerIn: -100,
    body: 'A national ozone officer bought three cylinders on line. Identifier: CFC-12 about 95 %. Pictures of the labels are with the RILO.',
    fields: { ...cfc, quantity: 40.8, unit: 'kg', departure: 'TH', destination: 'MY', transport: 'ROAD-VAN', coverLoad: 'Labelled R-134a', askedOf: ['MY', 'TH'], grade: 'B' },
  },
  {
    from: 'rilo.ap', ago: 143, kind: 'warning', shipment: 'buses', subject: 'Air conditioners for buses, over quota', answerIn: -80,
    body: 'Third shipment of this quarter of the same importer; the licence covers one. iPIC check asked.',
    fields: { ...r22, quantity: 2040, unit: 'kg', departure: 'CN', destination: 'PH', transport: 'SEA-CONT', coverLoad: 'Bus air conditioners', vessel: 'MV Sample Pearl', voyage: '9N', containerNo: 'DEFU 335 210 6', expectedPlace: 'Manila', askedOf: ['PH'], grade: 'B' },
  },
  {
    from: 'vn.ncp', ago: 117, kind: 'warning', shipment: 'fishing', subject: 'Fishing boats carry cylinders to sea', answerIn: -60,
    body: 'Boats of one harbour load 50 to 80 cylinders a week and come back without. A transfer at sea is likely.',
    fields: { ...r22, quantity: 1088, unit: 'kg', departure: 'VN', destination: 'ID', transport: 'SEA-FISH', askedOf: ['ID', 'VN'], grade: 'C' },
  },
  {
    from: 'rilo.ap', ago: 90, kind: 'warning', shipment: 'isotank', subject: 'ISO tank, declared HFC-32', answerIn: -10,
    body: 'Pressure at loading does not fit the declared gas. Please use the identifier **and** keep a sample.',
    fields: { ...r22, quantity: 14200, unit: 'kg', departure: 'CN', transit: ['SG'], destination: 'VN', transport: 'SEA-CONT', coverLoad: 'HFC-32 in ISO tank', vessel: 'MV Sample Coral', voyage: '54S', containerNo: 'DEFU 880 014 2', expectedPlace: 'Cat Lai', askedOf: ['VN'], grade: 'A' },
  },
  {
    from: 'rilo.esa', ago: 68, kind: 'warning', shipment: 'mombasa', subject: 'Re-routed to Asia after refusal', answerIn: -8,
    body: 'Refused at Mombasa for want of a licence and sent back; the bill now names another consignee in your region.',
    fields: { ...hfc, quantity: 8160, unit: 'kg', departure: 'KE', transit: ['AE'], destination: 'VN', transport: 'SEA-CONT', containerNo: 'DEFU 410 662 8', askedOf: ['VN'], grade: 'A' },
  },
  {
    from: 'rilo.ap', ago: 46, kind: 'warning', shipment: 'lpg', subject: 'LPG cylinders with two valves', answerIn: 40,
    body: 'Double valves were used before to hide an inner bottle. Consignee is a workshop, not a gas dealer.',
    fields: { ...r22, departure: 'TH', destination: 'VN', transport: 'ROAD-TRUCK', coverLoad: 'LPG cylinders', expectedPlace: 'Lang Son', askedOf: ['VN'], grade: 'B' },
  },
  {
    from: 'unep.partner', ago: 22, kind: 'warning', shipment: 'online', subject: 'Small cans by express mail', answerIn: 70,
    body: 'Adverts offer R-22 in cans of 1 kg “as coil cleaner”, sent by express. Seller and account are in the annex the RILO has.',
    fields: { ...r22, quantity: 1, unit: 'kg', departure: 'CN', destination: 'MY', transport: 'AIR-EXPRESS', coverLoad: 'Coil cleaner', askedOf: ['MY', 'VN'], grade: 'B' },
  },
];

const answers: readonly SampleMessage[] = [
  { from: 'vn.ncp', ago: 192, kind: 'feedback', shipment: 'fittings', subject: '', body: 'Selected. Opening planned tomorrow with the ozone unit.', fields: { answer: 'will_be_opened', heading: 'ODS', product: 'HCFC-22', country: 'VN', placeName: 'Hai Phong' } },
  { from: 'vn.ncp', ago: 170, kind: 'feedback', shipment: 'fittings', subject: '', body: 'Opened: 620 disposable cylinders behind two rows of fittings.', fields: { answer: 'hit', heading: 'ODS', product: 'HCFC-22', country: 'VN', placeName: 'Hai Phong', detection: 'DET-REFR' } },
  {
    from: 'vn.ncp', ago: 164, kind: 'seizure', shipment: 'fittings', subject: '', body: 'Refrigerant identifier: R-22, 99.6 %. No licence. The broker, Mr Nguyen Van Sample, said he knew of fittings only.',
    fields: { ...r22, agency: 'customs', quantity: 8432, unit: 'kg', quantity2: 620, unit2: 'cylinder', 'details.cylinders': 620, 'details.smugglingMethod': ['misdeclaration', 'concealment'], country: 'VN', placeName: 'Hai Phong', location: 'LOC-CONTTERM', direction: 'IMP', departure: 'CN', destination: 'VN', transport: 'SEA-CONT', concealment: 'CON-FREIGHT-COVER', detection: 'DET-REFR', coverLoad: 'Steel pipe fittings', vessel: 'MV Sample Coral', voyage: '52S', containerNo: 'DEFU 120 447 3' },
  },
  { from: 'rilo.ap', ago: 150, kind: 'feedback', shipment: 'transit', subject: '', body: 'For Cambodia, whose officer has no account yet: not seen at any crossing.', fields: { answer: 'not_found', heading: 'ODS', product: 'HCFC-22', country: 'KH' } },
  { from: 'rilo.ap', ago: 128, kind: 'feedback', shipment: 'label', subject: '', body: 'Malaysia and Thailand passed it on to their market inspection.', fields: { answer: 'passed_on', heading: 'ODS', product: 'CFC-12', country: 'MY' } },
  { from: 'rilo.ap', ago: 112, kind: 'feedback', shipment: 'buses', subject: '', body: 'Opened in Manila: units as declared, filled with R-407C, licence shown. Nothing found.', fields: { answer: 'nothing_found', heading: 'ODS', product: 'HCFC-22', country: 'PH', placeName: 'Manila' } },
  { from: 'vn.ncp', ago: 79, kind: 'feedback', shipment: 'isotank', subject: '', body: 'Berth on Friday, identifier and sampling set are ready.', fields: { answer: 'will_be_opened', heading: 'ODS', product: 'HCFC-22', country: 'VN', placeName: 'Cat Lai' } },
  { from: 'vn.ncp', ago: 29, kind: 'feedback', shipment: 'isotank', subject: '', body: 'R-22, not HFC-32: confirmed by two devices. The tank is sealed.', fields: { answer: 'hit', heading: 'ODS', product: 'HCFC-22', country: 'VN', placeName: 'Cat Lai', detection: 'DET-REFR' } },
  {
    from: 'vn.ncp', ago: 26, kind: 'seizure', shipment: 'isotank', subject: '', body: 'One tank. Laboratory result pending, sample kept in three parts.',
    fields: { ...r22, agency: 'customs', quantity: 14150, unit: 'kg', 'details.smugglingMethod': ['false_labelling', 'misdeclaration'], 'details.cylinders': 1, country: 'VN', placeName: 'Cat Lai terminal', location: 'LOC-CONTTERM', direction: 'IMP', departure: 'CN', transit: ['SG'], destination: 'VN', transport: 'SEA-CONT', concealment: 'CON-NONE', detection: 'DET-REFR', coverLoad: 'HFC-32 in ISO tank', vessel: 'MV Sample Coral', voyage: '54S', containerNo: 'DEFU 880 014 2' },
  },
  {
    from: 'vn.ncp', ago: 100, kind: 'seizure', subject: 'CFC-12 in a bus, no warning', body: 'Beneath the rear bench, found by the dog handler’s colleague.',
    fields: { ...cfc, agency: 'customs', quantity: 163.2, unit: 'kg', quantity2: 12, unit2: 'cylinder', 'details.cylinders': 12, 'details.smugglingMethod': ['concealment'], country: 'VN', placeName: 'Lang Son', location: 'LOC-LANDBORDER', direction: 'IMP', departure: 'CN', destination: 'VN', transport: 'ROAD-BUS', concealment: 'CON-VEH-SEAT', detection: 'DET-CHANCE' },
  },
];

const mail: readonly SampleMessage[] = [
  { from: 'rilo.ap', ago: 210, kind: 'plain', name: 'start', subject: 'OZONE SHIELD begins', body: 'Welcome. Please look at the aim on the front page and confirm your duty hours.\n\nEach suspect gas is tested **before** it is moved; never vent a cylinder.' },
  { from: 'vn.ncp', ago: 208, kind: 'plain', answers: 'start', subject: 'Re: OZONE SHIELD begins', body: 'Viet Nam: duty 24 hours, four ports have identifiers.' },
  { from: 'unep.partner', ago: 201, kind: 'plain', answers: 'start', subject: 'Re: OZONE SHIELD begins', body: 'The ozone officers of all countries taking part are told. We answer iPIC questions within one working day.' },
  { from: 'unep.partner', ago: 176, kind: 'plain', subject: 'How to read a refrigerant identifier', body: '1. Warm up ten minutes.\n2. Vapour, never liquid.\n3. Below 98 %: **repeat**, then laboratory.\n\nAir in the hose looks like a mixture.' },
  { from: 'rilo.ap', ago: 140, kind: 'plain', subject: 'Situation after three days', body: '| | Warnings | Seizures |\n|---|---|---|\n| Viet Nam | 1 | 1 |\n| Others | 3 | 0 |\n\n8,432 kg of HCFC-22 so far.' },
  { from: 'vn.ncp', ago: 124, kind: 'plain', name: 'store', subject: 'Where to store 620 cylinders', body: 'Our warehouse is not made for pressure vessels. What do others do?' },
  { from: 'unep.partner', ago: 120, kind: 'plain', answers: 'store', subject: 'Re: Where to store 620 cylinders', body: 'A reclaim centre can take them against a receipt; the evidence stays yours. Names go to you directly.' },
  { from: 'rilo.ap', ago: 95, kind: 'plain', members: ['vn.ncp', 'unep.partner'], subject: 'Tank of Friday', body: 'For Viet Nam and UNEP only: the carrier has been asked not to move the tank before you are there.' },
  { from: 'rilo.esa', ago: 64, kind: 'plain', subject: 'Papers of the refusal at Mombasa', body: 'The letter of refusal is with us. Tell us in which language you need it.' },
  { from: 'vn.ncp', ago: 31, kind: 'plain', subject: 'Pictures of the tank valves', body: 'Will come with the seizure. The plate was ground off on one side.' },
  { from: 'rilo.ap', ago: 18, kind: 'plain', subject: 'Two warnings are overdue', body: 'Fishing boats and the re-routed container: please answer, also when you know nothing yet.' },
  { from: 'rilo.ap', ago: 2, kind: 'plain', subject: 'Situation, day 9', body: '9 warnings, 8 feedback, 3 seizures: **22.7 tonnes** of ozone-depleting substances.' },
];

export const ozoneShield: SampleOperation = {
  key: 'cencomm operation ozone shield', owner: 'rilo.ap', title: 'Operation OZONE SHIELD Asia/Pacific',
  aim: 'To find ozone-depleting substances and HFCs that are misdeclared, hidden or sent on without a licence in Asia and the Pacific, together with national ozone units.',
  notice: 'Synthetic operation for an evaluation. Ships, containers and firms are invented.',
  begun: 9, ends: 21, headings: ['ODS'], countries: ['CN', 'ID', 'KH', 'MY', 'PH', 'SG', 'TH', 'VN'], langs: ['en', 'fr', 'es', 'ru'],
  members: { 'vn.ncp': 'liaison', 'vn.reader': 'observer', 'unep.partner': 'member', 'rilo.esa': 'member', 'ke.ncp': 'observer', 'wco.cenmat': 'observer' },
  messages: [...warnings, ...answers, ...mail],
};
