import type { Finding, GoodsLine, Heading, LineContext } from './heading.ts';
import { collect, error } from './findings.ts';

const culture = ['OTH-ART', 'OTH-ARCH', 'OTH-COIN', 'OTH-MANU', 'OTH-FOSS'];
const vehicles = ['OTH-VEH', 'OTH-VPART', 'OTH-VESSEL'];
const doping = ['OTH-STER'];
const medicines = ['OTH-MED'];

/** Prohibitions without a heading of their own: each group asks its own few fields. */
export const other: Heading = {
  code: 'OTH',
  position: 13,
  icon: 'ban',
  productList: 'other_prohibition',
  needsText: ['OTH-OTH', 'OTH-SANC', 'OTH-FOOD'],
  unitKinds: ['count'],
  unitKindsByProduct: {
    'OTH-COIN': ['count', 'mass'],
    'OTH-FOSS': ['count', 'mass'],
    'OTH-VPART': ['count', 'mass'],
    'OTH-STER': ['dose form', 'vial', 'mass', 'volume', 'count'],
    'OTH-MED': ['count', 'dose form', 'vial', 'mass', 'volume', 'container'],
    'OTH-FOOD': ['mass', 'volume', 'count', 'animals', 'plants'],
    'OTH-FUEL': ['volume', 'mass'],
    'OTH-DIAM': ['mass', 'count'],
    'OTH-GOLD': ['mass', 'count'],
    'OTH-SANC': ['count', 'mass', 'volume'],
    'OTH-TIMB': ['volume', 'mass', 'count'],
    'OTH-FISH': ['mass', 'count', 'animals'],
    'OTH-HUM': ['count', 'mass', 'vial'],
    'OTH-OTH': ['count', 'mass', 'volume', 'length', 'area'],
  },
  quantityRequired: true,
  hsPrefixes: [],
  fields: [
    { name: 'cultureClass', form: 'short', type: 'choice', options: ['archaeological', 'coins', 'numismatics', 'painting', 'sculpture', 'book_manuscript', 'religious', 'ethnographic', 'natural_history', 'stamps', 'musical_instrument', 'antique_100', 'other'], products: culture },
    { name: 'period', form: 'long', type: 'text', max: 80, products: culture },
    { name: 'culture', form: 'long', type: 'text', max: 80, products: culture },
    { name: 'provenance', form: 'long', type: 'text', max: 200, products: culture },
    { name: 'artDatabase', form: 'long', type: 'choice', options: ['listed', 'not_listed', 'not_checked'], products: culture },
    { name: 'exportLicence', form: 'long', type: 'choice', options: ['none', 'genuine', 'forged', 'not_required', 'unknown'], products: [...culture, 'OTH-SANC', 'OTH-TIMB'] },
    { name: 'expertTold', form: 'long', type: 'yesno', products: culture },
    { name: 'redList', form: 'long', type: 'text', max: 120, products: culture },
    { name: 'vehicleType', form: 'short', type: 'choice', options: ['car', 'van', 'lorry', 'motorcycle', 'trailer', 'bus', 'machine', 'boat', 'outboard_engine', 'parts', 'other'], products: vehicles },
    { name: 'make', form: 'long', type: 'text', max: 60, products: vehicles },
    { name: 'madeYear', form: 'long', type: 'integer', min: 1900, max: 2100, products: vehicles },
    { name: 'vinTampered', form: 'long', type: 'yesno', products: vehicles },
    { name: 'substance', form: 'short', type: 'text', max: 120, products: doping },
    { name: 'inn', form: 'short', type: 'text', max: 120, products: medicines },
    { name: 'dosage', form: 'long', type: 'text', max: 60, products: [...doping, ...medicines] },
    { name: 'doseForm', form: 'long', type: 'choice', options: ['tablet', 'capsule', 'ampoule', 'vial', 'powder', 'liquid', 'cream', 'other'], products: [...doping, ...medicines] },
    { name: 'medicineStatus', form: 'short', type: 'choice', options: ['falsified', 'substandard', 'unregistered', 'diverted', 'unknown'], products: [...doping, ...medicines] },
    { name: 'sanitaryKind', form: 'long', type: 'choice', options: ['veterinary', 'phytosanitary', 'food_safety', 'unknown'], products: ['OTH-FOOD'] },
    { name: 'fishSpecies', form: 'long', type: 'text', max: 120, products: ['OTH-FISH'] },
    { name: 'catchDocument', form: 'long', type: 'choice', options: ['none', 'genuine', 'forged', 'unknown'], products: ['OTH-FISH'] },
    { name: 'timberSpecies', form: 'long', type: 'text', max: 120, products: ['OTH-TIMB'] },
    { name: 'kimberley', form: 'long', type: 'choice', options: ['none', 'genuine', 'forged', 'unknown'], products: ['OTH-DIAM'] },
    { name: 'sanctionsList', form: 'short', type: 'choice', options: ['un', 'eu', 'national', 'other'], products: ['OTH-SANC'] },
    { name: 'sanctionedCountry', form: 'long', type: 'code', list: 'country', products: ['OTH-SANC'] },
    { name: 'eccn', form: 'long', type: 'text', max: 20, pattern: /^(EAR99|\d[A-E]\d{3}([.a-z0-9]{0,12}))$/, screened: false, products: ['OTH-SANC'] },
    { name: 'tissue', form: 'long', type: 'choice', options: ['organ', 'tissue', 'blood', 'cells', 'embryo', 'remains', 'other'], products: ['OTH-HUM'] },
    { name: 'documentType', form: 'short', type: 'choice', options: ['passport', 'identity_card', 'visa', 'residence_permit', 'driving_licence', 'vehicle_papers', 'certificate', 'other'], products: ['OTH-DOC'] },
    { name: 'documentFraud', form: 'long', type: 'choice', options: ['counterfeit', 'altered', 'stolen_blank', 'fantasy', 'unknown'], products: ['OTH-DOC'] },
  ],
  pictures: true,
  check,
};

function check(line: GoodsLine, context: LineContext): Finding[] {
  const { madeYear } = line.details;
  // A model year runs ahead of the calendar by one.
  const year = Number(context.seizureDate?.slice(0, 4)) + 1;
  return collect(
    typeof madeYear === 'number' && madeYear > year && error('details.madeYear', 'yearAfterSeizure', { year }),
  );
}
