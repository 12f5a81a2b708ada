import type { SampleMessage, SampleOperation } from '../../../src/cencomm/index.ts';

const ivory = { heading: 'CITES', product: 'Loxodonta africana', 'details.specimen': 'TUS', 'details.appendix': 'I' } as const;
const pieces = { ...ivory, 'details.specimen': 'IVP' } as const;
const scales = { heading: 'CITES', product: 'Manis temminckii', 'details.specimen': 'SCA', 'details.appendix': 'I' } as const;

const warnings: readonly SampleMessage[] = [
  {
    from: 'ke.ncp', ago: 208, kind: 'warning', shipment: 'tea', subject: 'Container of tea, two earlier hits', answerIn: -160,
    body: 'Same exporter as in two seizures of last year. The declared weight is round, the freight was paid in cash.\n\nPlease **scan** before release.',
    fields: { ...ivory, departure: 'KE', transit: ['SG'], destination: 'VN', transport: 'SEA-CONT', coverLoad: 'Black tea, 640 bags', vessel: 'MV Sample Horizon', voyage: '114E', containerNo: 'ABCU 482 113 5', expectedPlace: 'Hai Phong', askedOf: ['VN'], grade: 'B' },
  },
  {
    from: 'vn.ncp', ago: 186, kind: 'warning', shipment: 'parcel', subject: 'Express parcels, wooden masks', answerIn: -140,
    body: 'Three parcels in two weeks to the same street, each declared as masks, each 4 to 6 kg. The sender changes, the handwriting does not.',
    fields: { ...pieces, quantity: 5.5, unit: 'kg', departure: 'KE', destination: 'VN', transport: 'AIR-EXPRESS', coverLoad: 'Wooden masks', document: 'EX 440 112', askedOf: ['KE'], grade: 'B' },
  },
  {
    from: 'rilo.esa', ago: 171, kind: 'warning', shipment: 'lorry', subject: 'Lorry with hides towards the port', answerIn: -120,
    body: 'Information from a park authority: a load of hides left three days ago, tusks are said to lie beneath them.',
    fields: { ...ivory, quantity: 200, unit: 'kg', departure: 'TZ', destination: 'KE', transport: 'ROAD-TRUCK', coverLoad: 'Salted hides', expectedPlace: 'Namanga', askedOf: ['KE'], grade: 'C' },
  },
  {
    from: 'ke.ncp', ago: 150, kind: 'warning', shipment: 'cashew', subject: 'Container with cashew, 40 ft', answerIn: -70,
    body: 'The scanner picture taken at loading shows a denser layer in the third row. The shipper was founded four months ago and has one shipment only.',
    fields: { ...scales, departure: 'MZ', transit: ['SG'], destination: 'VN', transport: 'SEA-CONT', coverLoad: 'Cashew nuts', vessel: 'MV Sample Meridian', voyage: '207N', containerNo: 'ABCU 771 240 1', expectedPlace: 'Cat Lai', askedOf: ['VN'], grade: 'A' },
  },
  {
    from: 'rilo.ap', ago: 121, kind: 'warning', shipment: 'passengers', subject: 'Passengers with rigid suitcases', answerIn: -90,
    body: 'Two travellers, one booking, paid in cash one day before. The same pattern led to hits at three airports of our region.',
    fields: { ...pieces, departure: 'KE', transit: ['AE'], destination: 'VN', transport: 'AIR-PAX', voyage: 'SM 441', expectedPlace: 'Noi Bai', askedOf: ['VN'], grade: 'B' },
  },
  {
    from: 'ke.officer', ago: 98, kind: 'warning', shipment: 'timber', subject: 'Sawn timber, cavities suspected', answerIn: -20,
    body: 'Planks of unequal weight in one bundle. Left before we could open it: please open at arrival.',
    fields: { ...ivory, departure: 'KE', destination: 'VN', transport: 'SEA-CONT', coverLoad: 'Sawn timber', vessel: 'MV Sample Aurora', voyage: '033W', containerNo: 'ABCU 104 556 8', expectedPlace: 'Hai Phong', askedOf: ['VN'], grade: 'B' },
  },
  {
    from: 'vn.ncp', ago: 74, kind: 'warning', shipment: 'stones', subject: 'Crates of soapstone, new consignee', answerIn: -6,
    body: 'The consignee never imported before. The booking was changed twice on the day of sailing. Could Mombasa look at the stuffing papers?',
    fields: { ...ivory, departure: 'KE', transit: ['MY'], destination: 'VN', transport: 'SEA-CONT', coverLoad: 'Soapstone carvings', containerNo: 'ABCU 330 908 2', expectedPlace: 'Hai Phong', askedOf: ['KE'], grade: 'B' },
  },
  {
    from: 'rilo.esa', ago: 51, kind: 'warning', shipment: 'scrap', subject: 'Scrap metal via a third port', answerIn: 30,
    body: 'Transhipment was added after loading. Scrap has been a cover load for pangolin scales twice this year.',
    fields: { ...scales, quantity: 900, unit: 'kg', departure: 'MZ', transit: ['KE', 'MY'], destination: 'VN', transport: 'SEA-CONT', coverLoad: 'Scrap metal', vessel: 'MV Sample Dawn', voyage: '118N', containerNo: 'ABCU 664 019 7', askedOf: ['KE', 'VN'], grade: 'B' },
  },
  {
    from: 'rilo.ap', ago: 27, kind: 'warning', shipment: 'reptiles', subject: 'Air cargo, live reptiles', answerIn: 14, isUrgent: true,
    body: 'Declared as ceramics. Two earlier shipments of the same agent held live pythons. **Welfare of the animals**: please have a veterinarian at hand.',
    fields: { heading: 'CITES', product: 'Python regius', quantity: 60, unit: 'head', 'details.specimen': 'LIV', departure: 'KE', destination: 'HK', transport: 'AIR-CARGO', coverLoad: 'Ceramics', document: 'AWB 999-4401 1185', askedOf: ['KE'], grade: 'A' },
  },
  {
    from: 'ke.ncp', ago: 9, kind: 'warning', shipment: 'avocado', subject: 'Reefer of avocado, seal changed', answerIn: 60,
    body: 'The seal at the gate is not the one of the packing list. The container sailed this morning.',
    fields: { ...ivory, quantity: 350, unit: 'kg', departure: 'KE', transit: ['SG'], destination: 'VN', transport: 'SEA-CONT', coverLoad: 'Avocado', vessel: 'MV Sample Horizon', voyage: '116E', containerNo: 'ABCU 218 447 9', expectedPlace: 'Cat Lai', askedOf: ['VN'], grade: 'A' },
  },
];

const answers: readonly SampleMessage[] = [
  { from: 'vn.ncp', ago: 196, kind: 'feedback', shipment: 'tea', subject: '', body: 'Selected for the scanner on arrival.', fields: { answer: 'will_be_opened', heading: 'CITES', product: 'Loxodonta africana', country: 'VN' } },
  { from: 'vn.ncp', ago: 160, kind: 'feedback', shipment: 'tea', subject: '', body: 'Scanned and emptied: tea only, weight as declared. Released.', fields: { answer: 'nothing_found', heading: 'CITES', product: 'Loxodonta africana', country: 'VN', placeName: 'Hai Phong', detection: 'DET-SCAN' } },
  { from: 'ke.officer', ago: 172, kind: 'feedback', shipment: 'parcel', subject: '', body: 'Found at the courier hub. Cut pieces inside two masks. Seizure follows.', fields: { answer: 'hit', heading: 'CITES', product: 'Loxodonta africana', country: 'KE', placeName: 'Nairobi', detection: 'DET-XRAY' } },
  {
    from: 'ke.officer', ago: 168, kind: 'seizure', shipment: 'parcel', subject: '', body: 'Pieces lay in hollowed backs of two masks, wrapped in carbon paper. The sender showed passport A1234567 at the counter.',
    fields: { ...pieces, nationalRef: 'SAMPLE-118', agency: 'customs', quantity: 5.2, unit: 'kg', quantity2: 31, unit2: 'piece', country: 'KE', placeName: 'Nairobi', location: 'LOC-EXPRESS', direction: 'EXP', departure: 'KE', destination: 'VN', transport: 'AIR-EXPRESS', concealment: 'CON-FREIGHT-IN', detection: 'DET-XRAY', coverLoad: 'Wooden masks', document: 'EX 440 112' },
  },
  { from: 'ke.ncp', ago: 160, kind: 'feedback', shipment: 'lorry', subject: '', body: 'No lorry of this kind passed Namanga since; Taveta was told as well.', fields: { answer: 'not_found', heading: 'CITES', product: 'Loxodonta africana', country: 'KE', placeName: 'Namanga' } },
  { from: 'vn.ncp', ago: 135, kind: 'feedback', shipment: 'cashew', subject: '', body: 'Will be opened on arrival, berth confirmed.', fields: { answer: 'will_be_opened', heading: 'CITES', product: 'Manis temminckii', country: 'VN', placeName: 'Cat Lai' } },
  {
    from: 'vn.ncp', ago: 85, kind: 'seizure', shipment: 'cashew', subject: '', body: 'Scales found from the third row on, in bags of the same print as the nuts. Weight 5.2 % above the bill of lading. Samples kept for the laboratory. The broker was reached at +84 24 5555 0199.',
    fields: { ...scales, agency: 'customs', quantity: 1184, unit: 'kg', quantityBasis: 'measured', country: 'VN', placeName: 'Cat Lai terminal', location: 'LOC-CONTTERM', direction: 'IMP', departure: 'MZ', transit: ['SG'], destination: 'VN', transport: 'SEA-CONT', concealment: 'CON-FREIGHT-COVER', detection: 'DET-SCAN', coverLoad: 'Cashew nuts', vessel: 'MV Sample Meridian', voyage: '207N', containerNo: 'ABCU 771 240 1' },
  },
  { from: 'vn.ncp', ago: 104, kind: 'feedback', shipment: 'passengers', subject: '', body: 'Both searched. Worked pieces in double linings, about 8 kg each. Report follows.', fields: { answer: 'hit', heading: 'CITES', product: 'Loxodonta africana', country: 'VN', placeName: 'Noi Bai', detection: 'DET-XRAY' } },
  { from: 'vn.ncp', ago: 66, kind: 'feedback', shipment: 'timber', subject: '', body: 'Vessel is late, now expected in four days. Will be opened.', fields: { answer: 'will_be_opened', heading: 'CITES', product: 'Loxodonta africana', country: 'VN' } },
  { from: 'ke.ncp', ago: 33, kind: 'feedback', shipment: 'scrap', subject: '', body: 'Not unloaded at Mombasa. Passed on to the next port.', fields: { answer: 'passed_on', heading: 'CITES', product: 'Manis temminckii', country: 'KE', placeName: 'Mombasa' } },
  {
    from: 'ke.officer', ago: 43, kind: 'seizure', subject: 'Tusks in a false floor, no warning', body: 'Chance find of the detector dog. Driver handed over to the wildlife service.',
    fields: { ...ivory, nationalRef: 'SAMPLE-121', agency: 'joint_team', quantity: 86.4, unit: 'kg', quantity2: 14, unit2: 'piece', country: 'KE', placeName: 'Mombasa', location: 'LOC-CHECK', direction: 'INT', departure: 'KE', destination: 'KE', transport: 'ROAD-TRUCK', concealment: 'CON-VEH-FLOOR', detection: 'DET-DOG' },
  },
  {
    from: 'ke.ncp', ago: 5, kind: 'seizure', subject: 'Hippopotamus teeth in post', body: 'Three parcels, same origin.',
    fields: { heading: 'CITES', product: 'Hippopotamus amphibius', 'details.specimen': 'TEE', 'details.appendix': 'II', agency: 'customs', quantity: 12.7, unit: 'kg', country: 'KE', placeName: 'Nairobi', location: 'LOC-POST', direction: 'EXP', departure: 'KE', destination: 'HK', transport: 'MAIL-PARCEL', concealment: 'CON-FREIGHT-MIX', detection: 'DET-XRAY' },
  },
];

const mail: readonly SampleMessage[] = [
  { from: 'rilo.esa', ago: 214, kind: 'plain', name: 'start', subject: 'The operation begins', body: 'Operational phase from today, 24 hours. Please confirm that your contact point is on duty.\n\n1. Warnings and answers by form only.\n2. Seizures the same day.\n3. Pictures of **every** concealment, also where nothing else is known.' },
  { from: 'ke.ncp', ago: 212, kind: 'plain', answers: 'start', subject: 'Re: The operation begins', body: 'Kenya on duty. Mombasa, Nairobi and Namanga are told.' },
  { from: 'vn.ncp', ago: 209, kind: 'plain', answers: 'start', subject: 'Re: The operation begins', body: 'Viet Nam on duty; Hai Phong and Cat Lai scan every container named here.' },
  { from: 'rilo.ap', ago: 206, kind: 'plain', subject: 'Typical cover loads, last two years', body: '| Cover load | Cases | Share |\n|---|---|---|\n| Timber | 21 | 27 % |\n| Cashew, peanuts | 17 | 22 % |\n| Scrap, plastic | 11 | 14 % |\n| Tea, coffee | 9 | 12 % |\n\nSynthetic figures for training.' },
  { from: 'rilo.esa', ago: 190, kind: 'plain', subject: 'Daily tally, day 1', body: '1 warning, 1 feedback, no seizure.' },
  { from: 'rilo.esa', ago: 142, kind: 'plain', subject: 'Daily tally, day 3', body: '4 warnings, 4 feedback, **1 seizure** (5.2 kg worked ivory).' },
  { from: 'ke.officer', ago: 139, kind: 'plain', name: 'dna', subject: 'Samples for origin analysis', body: 'Whom do we send samples of the express parcels to? We keep three pieces of each mask.' },
  { from: 'rilo.esa', ago: 130, kind: 'plain', answers: 'dna', subject: 'Re: Samples for origin analysis', body: 'Keep them sealed until the laboratory has confirmed the date. Five grams of each piece are enough.' },
  { from: 'ke.ncp', ago: 92, kind: 'plain', members: ['vn.ncp', 'rilo.esa'], subject: 'Exporter of the cashew', body: 'For the three of us: the same address was used by two firms that were struck off. Papers by safe hand.' },
  { from: 'rilo.esa', ago: 70, kind: 'plain', subject: 'Daily tally, day 6', body: '7 warnings, 7 feedback, **2 seizures** (5.2 kg ivory, 1,184 kg scales). One warning is unanswered beyond its time.' },
  { from: 'vn.ncp', ago: 40, kind: 'plain', countries: ['KE'], answers: 'stones', subject: 'Re: stuffing papers', body: 'The vessel is due in six days. We would be glad of an answer before.' },
  { from: 'rilo.ap', ago: 20, kind: 'plain', subject: 'Meeting by video, Thursday 09:00 UTC', body: 'Agenda:\n\n- state of the open warnings\n- sampling\n- press line\n\nSay here if you cannot come.' },
  { from: 'rilo.esa', ago: 3, kind: 'plain', subject: 'Daily tally, day 9', body: '10 warnings, 9 feedback, 4 seizures. **3 warnings are open, one is overdue.**' },
];

export const savannaShield: SampleOperation = {
  key: 'cencomm operation savanna shield', owner: 'rilo.esa', title: 'Operation SAVANNA SHIELD',
  aim: 'To stop ivory and pangolin scales on their way from East and Southern Africa to South East Asia, by warning each other of shipments before they arrive.',
  notice: 'Synthetic operation for an evaluation. Ships, containers and firms are invented.\n\n**Duty phones** are on the contact cards of the members.',
  begun: 9, ends: 16, headings: ['CITES'], countries: ['KE', 'TZ', 'MZ', 'SG', 'MY', 'VN'], langs: ['en', 'fr', 'pt', 'ar'],
  members: { 'ke.ncp': 'liaison', 'ke.officer': 'member', 'ke.reader': 'observer', 'vn.ncp': 'liaison', 'rilo.ap': 'member', 'wco.cenmat': 'observer' },
  messages: [...warnings, ...answers, ...mail],
};
