import type { GoodsLine, HeadingCode } from '../../src/seizures/headings/heading.ts';

/** One complete goods line for each heading: every own field that its product is asked for. */
export const sampleLines: Readonly<Record<HeadingCode, GoodsLine>> = {
  DRUG: {
    heading: 'DRUG', product: 'OPI-HER', quantity: 6.12, unit: 'kg', quantityBasis: 'measured', packages: 12, hsCode: '293919', value: 180000, currency: 'USD',
    details: { physicalForm: 'powder', purity: 62.5, pressMark: 'Camel on a green ground', adulterants: 'caffeine, paracetamol', schedule: 'c1961_I' },
  },
  TOB: {
    heading: 'TOB', product: 'TOB-CIG', quantity: 460, unit: 'mastercase', quantityBasis: 'measured', quantity2: 4600, unit2: 'kg', packages: 460, hsCode: '240220', value: 320000, currency: 'EUR',
    details: { fraudKind: 'CHEAPWHITE', brand: 'Manchester', brandOwner: 'A maker in a free zone', taxStamp: 'foreign', marketCountry: 'AE', traceCode: false, packing: 'master_cases', dutyLoss: 1100000 },
  },
  BEV: {
    heading: 'BEV', product: 'BEV-WHISKY', quantity: 1200, unit: 'bottle', quantityBasis: 'measured', packages: 100, hsCode: '220830', value: 14400, currency: 'USD',
    details: { authenticity: 'counterfeit', brand: 'A Scottish blend', abv: 40, bottleLitres: 0.7, methanol: false, taxStamp: 'false', packing: 'bottles' },
  },
  CITES: {
    heading: 'CITES', product: 'Loxodonta africana', quantity: 37, unit: 'piece', quantityBasis: 'measured', quantity2: 112.4, unit2: 'kg', packages: 3, hsCode: '050710', value: 22000, currency: 'USD',
    details: { specimen: 'TUS', condition: 'dead', taxonLevel: 'species', commonName: 'African elephant', appendix: 'I', euAnnex: 'A', source: 'W', permitStatus: 'none', ivoryState: 'raw', weightClass: 'over_100' },
  },
  IPR: {
    heading: 'IPR', product: 'IPR-TRA', quantity: 12400, unit: 'piece', quantityBasis: 'measured', quantity2: 9300, unit2: 'kg', packages: 310, hsCode: '870830', value: 61000, currency: 'EUR',
    details: { brand: 'A maker of brakes', right: ['TM', 'DR'], infringement: 'counterfeit', rightHolder: 'A parts manufacturer', application: true, exOfficio: false, healthSafety: true, holderAnswer: 'confirmed', ecommerce: true, platform: 'marketplace', retailValue: 496000, settlement: 'destroyed_simplified' },
  },
  PREC: {
    heading: 'PREC', product: 'ACETIC-ANHYDRIDE', quantity: 9000, unit: 'L', quantityBasis: 'declared', packages: 45, hsCode: '291524', value: 18000, currency: 'USD',
    details: { eventKind: 'stopped_shipment', conventionTable: 'table_I', casNumber: '108-24-7', concentration: 98, pen: true, intendedDrug: 'OPI-HER', picsNotified: true },
  },
  TAX: {
    heading: 'TAX', product: 'GDS-SUGAR', quantity: 52, unit: 't', quantityBasis: 'measured', packages: 1040, hsCode: '170199', value: 41000, currency: 'USD',
    details: { fraudKind: 'TAX-MISORIG', fraudText: 'Repacked in bags of another mill', hsDeclared: '170114', originDeclared: 'MW', valueDeclared: 19000, dutyEvaded: 26500, taxKind: ['customs_duty', 'vat'], channel: 'electronic' },
  },
  WEAP: {
    heading: 'WEAP', product: 'WPN-PIST', quantity: 14, unit: 'piece', quantityBasis: 'measured', packages: 2, hsCode: '930200', value: 7000, currency: 'EUR',
    details: { make: 'A Turkish maker', model: 'Blank-firing 9 mm', calibre: '9 x 19 mm', madeYear: 2021, marking: 'removed', traceRequested: ['iarms'], salw: true },
  },
  CURR: {
    heading: 'CURR', product: 'CASH-NOTE', quantity: 96400, unit: 'amount', quantityBasis: 'measured', packages: 4, hsCode: '490700', currency: 'USD',
    details: { faceCount: 964, denominations: '100', declared: false, threshold: 10000, suspicion: 'unknown', fiuTold: true },
  },
  NUC: {
    heading: 'NUC', product: 'NUC-SRC-CS', quantity: 1, unit: 'piece', quantityBasis: 'measured', quantity2: 37, unit2: 'GBq', packages: 1, hsCode: '2844', value: 500, currency: 'EUR',
    details: { isotope: 'Cs-137', doseRate: 125.5, iaeaCategory: '3', orphan: true, detector: ['portal', 'identifier'], itdbTold: true },
  },
  HAZ: {
    heading: 'HAZ', product: 'HAZ-EWASTE', quantity: 21.4, unit: 't', quantityBasis: 'measured', packages: 1, hsCode: '854991', value: 3000, currency: 'EUR',
    details: { baselCode: 'A1181', unNumber: 'UN3077', hazardClass: '9', consent: 'not_asked', oecdList: 'amber', containers: 1, returned: true, costs: 8200, authorityTold: true },
  },
  PORN: {
    heading: 'PORN', product: 'POR-DIGITAL', quantity: 3, unit: 'piece', quantityBasis: 'measured', packages: 1, hsCode: '852351', value: 0, currency: 'EUR',
    details: { kind: 'other_illegal', filesBand: '100_999', policeTold: true },
  },
  OTH: {
    heading: 'OTH', product: 'OTH-ARCH', quantity: 210, unit: 'piece', quantityBasis: 'measured', packages: 1, hsCode: '970521', value: 15000, currency: 'USD',
    details: { cultureClass: 'archaeological', period: 'Swahili, 12th to 15th century', culture: 'Swahili coast', provenance: 'Said to come from a private garden', artDatabase: 'not_listed', exportLicence: 'none', expertTold: true, redList: 'Beads and ornaments' },
  },
  ODS: {
    heading: 'ODS', product: 'HCFC-22', quantity: 240, unit: 'cylinder', quantityBasis: 'measured', packages: 240, hsCode: '290371', value: 28800, currency: 'USD',
    details: { nature: 'pure', ashrae: 'R-22', annexGroup: 'C_I', smugglingMethod: ['false_labelling', 'concealment'], labelName: 'R-134a', foundName: 'R-22', cylinderType: 'disposable', cylinders: 240, kgNet: 3264, analysis: ['identifier'], licence: 'none', quotaYear: 2026, importerStatus: 'unlicensed', ipicChecked: true, ipicAnswer: 'illegal', nouTold: true, actionTaken: ['seized', 'fined'] },
  },
};
