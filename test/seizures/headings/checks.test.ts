import { describe, expect, test } from 'vitest';
import type { FieldValue, GoodsLine, HeadingCode } from '../../../src/seizures/goods/heading.ts';
import { sampleLines } from '../../support/sample-lines.ts';
import { sampleRecord } from '../../support/builders.ts';
import { validate } from '../../support/validation.ts';

interface Change {
  readonly line?: Partial<Record<keyof GoodsLine, unknown>>;
  readonly details?: Readonly<Record<string, FieldValue | undefined>>;
  readonly date?: string;
}

/** Everything said of the sample line of a heading after a change, as 'E field key' or 'W field key'. */
function said(heading: HeadingCode, { line = {}, details = {}, date }: Change): string[] {
  const sample = sampleLines[heading];
  const changed = { ...sample, ...line, details: { ...sample.details, ...details } };
  const record = {
    ...sampleRecord(heading, date === undefined ? {} : { facts: { seizureDate: date } }),
    lines: [changed],
  };
  const { errors, warnings } = validate(record);
  const short =
    (level: string) =>
    ({ path, key }: { path: string; key: string }) =>
      `${level} ${path.replace('lines.0.', '')} ${key.replace('findings:', '')}`;
  return [...errors.map(short('E')), ...warnings.map(short('W'))];
}

const cases: readonly (readonly [string, HeadingCode, Change, readonly string[]])[] = [
  [
    'litres of a powder',
    'DRUG',
    { line: { product: 'ATS-METH', unit: 'L' }, details: { physicalForm: 'crystal' } },
    ['E unit litresOfSolid'],
  ],
  ['litres of a liquid', 'DRUG', { line: { product: 'ATS-METH', unit: 'L' }, details: { physicalForm: 'liquid' } }, []],
  ['litres of heroin', 'DRUG', { line: { unit: 'L' }, details: { physicalForm: 'liquid' } }, ['E unit unitNotAllowed']],
  [
    'tablets of a liquid',
    'DRUG',
    { line: { product: 'ATS-METH', unit: 'tablet', quantity: 10 }, details: { physicalForm: 'liquid' } },
    ['W unit tabletsOfLiquid'],
  ],
  ['a purity above 100', 'DRUG', { details: { purity: 101 } }, ['E details.purity tooLarge']],

  [
    'a genuine stamp on a counterfeit',
    'TOB',
    { details: { fraudKind: 'COUNTERFEIT', taxStamp: 'genuine' } },
    ['W details.taxStamp genuineStampOnCounterfeit'],
  ],
  [
    'duty lost in no currency',
    'TOB',
    { line: { value: undefined, currency: undefined } },
    ['E currency currencyNeeded'],
  ],
  ['half a cigarette', 'TOB', { line: { unit: 'stick', quantity: 0.5 } }, ['W quantity fractionOfPiece']],
  ['pieces of cigarettes', 'TOB', { line: { unit: 'piece' } }, ['E unit unitNotAllowed']],
  [
    'heated tobacco before there was any',
    'TOB',
    { line: { hsCode: '240411' }, date: '2015-06-01' },
    ['E hsCode codeNotValidThen'],
  ],

  ['whisky of 4 %', 'BEV', { details: { abv: 4 } }, ['W details.abv strengthUnusual']],
  [
    'methanol in a genuine bottle',
    'BEV',
    { details: { authenticity: 'genuine', methanol: true } },
    ['W details.authenticity methanolInGenuine'],
  ],

  [
    'a live specimen that is dead',
    'CITES',
    {
      line: { product: 'Manis javanica', quantity2: undefined, unit2: undefined },
      details: { specimen: 'LIV', ivoryState: undefined, weightClass: undefined, appendix: undefined },
    },
    ['E details.condition liveButDead'],
  ],
  ['heads of tusks', 'CITES', { line: { unit: 'head' } }, ['W unit headsOfParts']],
  ['a raw carving', 'CITES', { details: { specimen: 'IVC' } }, ['W details.ivoryState carvingIsWorked']],
  [
    '112 kg under 10 kg',
    'CITES',
    { details: { weightClass: 'under_10' } },
    ['W details.weightClass weightClassDiffers'],
  ],
  [
    'another appendix than the one in force',
    'CITES',
    { details: { appendix: 'III' } },
    ['W details.appendix appendixDiffers'],
  ],
  [
    'a pangolin before 2017 was in Appendix II',
    'CITES',
    {
      line: { product: 'Manis javanica' },
      details: { specimen: 'SCA', ivoryState: undefined, weightClass: undefined, appendix: 'II' },
      date: '2016-06-01',
    },
    [],
  ],
  [
    'and is in Appendix I now',
    'CITES',
    {
      line: { product: 'Manis javanica' },
      details: { specimen: 'SCA', ivoryState: undefined, weightClass: undefined, appendix: 'II' },
    },
    ['W details.appendix appendixDiffers'],
  ],
  [
    'no permit needed for a listed species',
    'CITES',
    { details: { permitStatus: 'not_required' } },
    ['W details.permitStatus permitIsNeeded'],
  ],
  [
    'ivory of a pangolin',
    'CITES',
    { line: { product: 'Manis javanica' }, details: { specimen: 'SCA' } },
    ['E details.ivoryState notForProduct', 'E details.weightClass notForProduct'],
  ],
  ['no specimen', 'CITES', { details: { specimen: undefined } }, ['E details.specimen required']],

  [
    'kilograms instead of pieces',
    'IPR',
    { line: { quantity2: undefined, unit2: undefined, unit: 'kg' } },
    ['E unit unitNotAllowed'],
  ],
  ['kilograms beside pieces', 'IPR', {}, []],
  ['pieces twice', 'IPR', { line: { unit2: 'pair' } }, ['E unit2 sameKindTwice']],
  ['rounds beside pieces', 'IPR', { line: { unit2: 'round' } }, ['E unit2 unitNotAllowed']],
  ['a platform without a sale', 'IPR', { details: { ecommerce: false } }, ['E details.platform platformWithoutSale']],
  [
    'ex officio with an application',
    'IPR',
    { details: { exOfficio: true } },
    ['W details.exOfficio exOfficioWithApplication'],
  ],
  [
    'genuine yet counterfeit',
    'IPR',
    { details: { holderAnswer: 'genuine' } },
    ['W details.holderAnswer genuineButCounterfeit'],
  ],
  [
    'piracy of a trademark',
    'IPR',
    { details: { infringement: 'pirated' } },
    ['W details.right piratedWithoutCopyright'],
  ],

  [
    'a CAS number with a slip',
    'PREC',
    { details: { casNumber: '108-24-8' } },
    ['E details.casNumber casCheckDigit', 'W details.casNumber casDiffers'],
  ],
  [
    'the CAS number of another substance',
    'PREC',
    { details: { casNumber: '67-64-1' } },
    ['W details.casNumber casDiffers'],
  ],
  ['the wrong table', 'PREC', { details: { conventionTable: 'table_II' } }, ['W details.conventionTable tableDiffers']],

  ['no kind of fraud', 'TAX', { details: { fraudKind: undefined } }, ['E details.fraudKind required']],
  [
    'another fraud without words',
    'TAX',
    { details: { fraudKind: 'TAX-OTH', fraudText: undefined } },
    ['W details.fraudText otherNeedsText'],
  ],
  [
    'misclassified as what it is',
    'TAX',
    { details: { fraudKind: 'TAX-MISCLASS', hsDeclared: '170199' } },
    ['W details.hsDeclared misclassifiedAsFound'],
  ],
  [
    'undervalued above its value',
    'TAX',
    { details: { fraudKind: 'TAX-UNDERVAL', valueDeclared: 50000 } },
    ['W details.valueDeclared undervaluedAboveFound'],
  ],

  ['made after it was seized', 'WEAP', { details: { madeYear: 2027 } }, ['E details.madeYear yearAfterSeizure']],
  [
    'no trace and a trace',
    'WEAP',
    { details: { traceRequested: ['none', 'iarms'] } },
    ['W details.traceRequested noneWithOthers'],
  ],
  ['rounds of pistols', 'WEAP', { line: { unit: 'round' } }, ['E unit unitNotAllowed']],

  ['an amount in no currency', 'CURR', { line: { currency: undefined } }, ['E currency currencyNeeded']],
  [
    'declared and not declared',
    'CURR',
    { details: { amountDeclared: 5000 } },
    ['E details.amountDeclared declaredButNot'],
  ],
  [
    'declared in full',
    'CURR',
    { details: { declared: true, amountDeclared: 96400 } },
    ['W details.amountDeclared declaredAll'],
  ],
  ['below the threshold', 'CURR', { line: { quantity: 900 } }, ['W details.threshold belowThreshold']],

  [
    'low-enriched uranium of 90 %',
    'NUC',
    {
      line: { product: 'NUC-U-LEU', unit: 'g', quantity2: undefined, unit2: undefined },
      details: { isotope: 'U-235', enrichment: 90, orphan: undefined },
    },
    ['W details.enrichment enrichmentUnusual'],
  ],
  ['caesium called cobalt', 'NUC', { details: { isotope: 'Co-60' } }, ['W details.isotope isotopeDiffers']],
  ['an isotope written in words', 'NUC', { details: { isotope: 'caesium' } }, ['E details.isotope notThisShape']],

  [
    'hazardous waste without consent',
    'HAZ',
    { details: { consent: 'not_needed' } },
    ['W details.consent consentIsNeeded'],
  ],
  [
    'hazardous waste on the green list',
    'HAZ',
    { details: { oecdList: 'green' } },
    ['W details.oecdList greenButHazardous'],
  ],
  [
    'a Basel code that came later',
    'HAZ',
    { date: '2020-01-01' },
    ['E details.baselCode codeNotValidThen', 'E hsCode codeNotValidThen'],
  ],

  [
    'nothing but the medium',
    'PORN',
    {
      line: {
        quantity: undefined,
        unit: undefined,
        packages: undefined,
        value: undefined,
        currency: undefined,
        hsCode: undefined,
        quantityBasis: undefined,
      },
      details: { kind: undefined, filesBand: undefined, policeTold: undefined },
    },
    [],
  ],
  ['a unit without a quantity', 'PORN', { line: { quantity: undefined } }, ['E quantity quantityOfUnit']],

  [
    'a vehicle of the year after next',
    'OTH',
    {
      line: { product: 'OTH-VEH' },
      details: {
        cultureClass: undefined,
        period: undefined,
        culture: undefined,
        provenance: undefined,
        artDatabase: undefined,
        exportLicence: undefined,
        expertTold: undefined,
        redList: undefined,
        madeYear: 2028,
      },
    },
    ['E details.madeYear yearAfterSeizure'],
  ],

  ['a mixture that is pure', 'ODS', { details: { blend: 'R-410A' } }, ['E details.nature pureButMixture']],
  [
    'a blend without its name',
    'ODS',
    { line: { product: 'ODS-BLEND' }, details: { nature: 'mixture', annexGroup: undefined } },
    ['E details.blend mixtureOfWhat'],
  ],
  [
    'a composition nobody can read',
    'ODS',
    { details: { nature: 'mixture', composition: 'some of this' } },
    ['E details.composition compositionUnreadable'],
  ],
  [
    'a composition of 120 %',
    'ODS',
    { details: { nature: 'mixture', composition: 'HCFC-22 60%, HFC-125 60%' } },
    ['E details.composition compositionOver100'],
  ],
  [
    'a composition with hydrocarbons',
    'ODS',
    { details: { nature: 'mixture', composition: 'HCFC-22 96; HC-600a 4' } },
    ['W details.composition compositionUnknown'],
  ],
  ['more net than gross', 'ODS', { line: { unit: 'kg', quantity: 3000 } }, ['E details.kgNet netAboveGross']],
  ['cylinders counted twice', 'ODS', { details: { cylinders: 200 } }, ['W details.cylinders cylindersDiffer']],
  ['cylinders without a weight', 'ODS', { details: { kgNet: undefined } }, ['W details.kgNet tonnesNeedMass']],
  [
    'an answer nobody asked for',
    'ODS',
    { details: { ipicChecked: false } },
    ['E details.ipicAnswer answerWithoutCheck'],
  ],
  ['another annex', 'ODS', { details: { annexGroup: 'F_I' } }, ['W details.annexGroup annexDiffers']],
  ['a quota of the far future', 'ODS', { details: { quotaYear: 2030 } }, ['E details.quotaYear yearAfterSeizure']],
  [
    'a false label that tells the truth',
    'ODS',
    { details: { labelName: 'R-22' } },
    ['W details.labelName labelSameAsFound'],
  ],
];

describe.each([...new Set(cases.map(([, heading]) => heading))])('%s', code => {
  test.each(cases.filter(([, heading]) => heading === code))('%s', (_name, heading, change, expected) => {
    expect(said(heading, change).sort()).toEqual([...expected].sort());
  });
});
