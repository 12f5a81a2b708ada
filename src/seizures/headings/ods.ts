import type { Computed, Finding, GoodsLine, Heading, LineContext } from '../goods/heading.ts';
import { collect, error, warning } from '../goods/findings.ts';
import { quantityOf } from '../goods/measure.ts';
import { potentialsOf, readComposition, substanceNamed } from '../goods/ods-mixture.ts';
import { round12 } from '../../text/number.ts';

/** The product is the substance; a blend is the field `blend` (list `ods_blend`), another mixture its `composition`. */
export const ods: Heading = {
  code: 'ODS',
  position: 14,
  icon: 'snowflake',
  productList: 'ods',
  needsText: ['ODS-EQUIPMENT'],
  unitKinds: ['mass', 'container', 'count', 'volume'],
  secondUnitKinds: ['mass', 'container', 'count'],
  quantityRequired: true,
  hsPrefixes: ['2903', '3813', '3824', '3827', '8415', '8418', '8424', '3808', '3208', '3917', '3921'],
  fields: [
    { name: 'nature', form: 'short', type: 'choice', options: ['pure', 'mixture', 'contained', 'unknown'] },
    { name: 'blend', form: 'short', type: 'code', list: 'ods_blend' },
    { name: 'composition', form: 'long', type: 'text', max: 200, screened: false },
    {
      name: 'ashrae',
      form: 'long',
      type: 'text',
      max: 16,
      pattern: /^R-?\d{1,4}[A-Za-z0-9()*-]{0,9}$/,
      screened: false,
    },
    {
      name: 'annexGroup',
      form: 'long',
      type: 'choice',
      options: ['A_I', 'A_II', 'B_I', 'B_II', 'B_III', 'C_I', 'C_II', 'C_III', 'E_I', 'F_I', 'F_II', 'none'],
    },
    {
      name: 'smugglingMethod',
      form: 'short',
      type: 'choice',
      many: true,
      options: ['false_labelling', 'misdeclaration', 'double_layering', 'concealment', 'transshipment', 'unknown'],
    },
    { name: 'labelName', form: 'long', type: 'text', max: 80 },
    { name: 'foundName', form: 'long', type: 'text', max: 80 },
    {
      name: 'cylinderType',
      form: 'long',
      type: 'choice',
      options: ['disposable', 'refillable', 'iso_tank', 'can', 'drum', 'in_equipment', 'other'],
    },
    { name: 'cylinders', form: 'short', type: 'integer', min: 0, max: 1_000_000 },
    { name: 'kgNet', form: 'short', type: 'decimal', min: 0, max: 1e9, unit: 'kg' },
    {
      name: 'analysis',
      form: 'long',
      type: 'choice',
      many: true,
      options: ['identifier', 'laboratory', 'none', 'pending'],
    },
    {
      name: 'licence',
      form: 'long',
      type: 'choice',
      options: ['none', 'valid', 'forged', 'expired', 'exceeded', 'not_required', 'unknown'],
    },
    { name: 'quotaYear', form: 'long', type: 'integer', min: 1987, max: 2100 },
    {
      name: 'importerStatus',
      form: 'long',
      type: 'choice',
      options: ['licensed', 'unlicensed', 'quota_used_up', 'unknown'],
    },
    { name: 'ipicChecked', form: 'long', type: 'yesno' },
    { name: 'ipicAnswer', form: 'long', type: 'choice', options: ['legal', 'illegal', 'unclear', 'no_answer'] },
    { name: 'nouTold', form: 'long', type: 'yesno' },
    {
      name: 'actionTaken',
      form: 'long',
      type: 'choice',
      many: true,
      options: ['seized', 'returned', 'destroyed', 'reclaimed', 'auctioned', 'fined', 'prosecuted', 'pending'],
    },
  ],
  pictures: true,
  check,
  compute,
};

function check(line: GoodsLine, context: LineContext): Finding[] {
  return [...checkMixture(line, context), ...checkCylinders(line, context), ...checkPapers(line, context)];
}

function checkMixture(line: GoodsLine, context: LineContext): Finding[] {
  const { blend, composition, nature } = line.details;
  const parts = typeof composition === 'string' ? readComposition(composition) : undefined;
  const mixed = blend !== undefined || composition !== undefined;
  const unknown = parts?.find(part => substanceNamed(part.substance, context) === undefined);
  const sum = round12((parts ?? []).reduce((total, part) => total + part.percent, 0));
  return collect(
    composition !== undefined && parts === undefined && error('details.composition', 'compositionUnreadable'),
    unknown !== undefined && warning('details.composition', 'compositionUnknown', { value: unknown.substance }),
    sum > 100.5 && error('details.composition', 'compositionOver100', { sum }),
    mixed && nature === 'pure' && error('details.nature', 'pureButMixture'),
    line.product === 'ODS-BLEND' && !mixed && line.productText === undefined && error('details.blend', 'mixtureOfWhat'),
    nature === 'mixture' && line.product !== 'ODS-BLEND' && !mixed && warning('details.blend', 'mixtureOfWhat'),
  );
}

function checkCylinders(line: GoodsLine, context: LineContext): Finding[] {
  const { cylinders, kgNet } = line.details;
  const kg = quantityOf('mass', line, context);
  const counted = quantityOf('container', line, context);
  return collect(
    kg === undefined && kgNet === undefined && warning('details.kgNet', 'tonnesNeedMass'),
    typeof kgNet === 'number' &&
      kg !== undefined &&
      kgNet > kg &&
      error('details.kgNet', 'netAboveGross', { net: kgNet, gross: kg }),
    counted !== undefined &&
      typeof cylinders === 'number' &&
      counted !== cylinders &&
      warning('details.cylinders', 'cylindersDiffer', { counted, cylinders }),
  );
}

function checkPapers(line: GoodsLine, context: LineContext): Finding[] {
  const { annexGroup, foundName, ipicAnswer, ipicChecked, labelName, quotaYear, smugglingMethod } = line.details;
  const fact = context.lookUp('ods', line.product)?.details ?? {};
  const listed = fact.annex && fact.group ? `${fact.annex}_${fact.group}` : undefined;
  const year = Number(context.seizureDate?.slice(0, 4)) + 1;
  const falseLabel = Array.isArray(smugglingMethod) && smugglingMethod.includes('false_labelling');
  return collect(
    ipicAnswer !== undefined && ipicChecked !== true && error('details.ipicAnswer', 'answerWithoutCheck'),
    annexGroup !== undefined &&
      listed !== undefined &&
      annexGroup !== listed &&
      warning('details.annexGroup', 'annexDiffers', { listed: listed.replace('_', '/') }),
    typeof quotaYear === 'number' && quotaYear > year && error('details.quotaYear', 'yearAfterSeizure', { year }),
    falseLabel &&
      labelName !== undefined &&
      labelName === foundName &&
      warning('details.labelName', 'labelSameAsFound'),
  );
}

/** Tonnes need a mass: the net kilograms where stated, else a quantity in a unit of mass. */
function compute(line: GoodsLine, context: LineContext): Computed {
  const { kgNet } = line.details;
  const kg = typeof kgNet === 'number' ? kgNet : quantityOf('mass', line, context);
  const potentials = potentialsOf(line, context);
  if (kg === undefined) return {};
  return {
    kgEquivalent: kg,
    ...(potentials?.odp === undefined ? {} : { odpTonnes: round12((kg / 1000) * potentials.odp) }),
    ...(potentials?.gwp === undefined ? {} : { co2eTonnes: round12((kg / 1000) * potentials.gwp) }),
  };
}
