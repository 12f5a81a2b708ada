import type { Field, Finding, GoodsLine, Heading, UnitKind } from '../goods/heading.ts';
import { collect, error, warning } from '../goods/findings.ts';
import { lineFields } from '../goods/line-fields.ts';
import { measure, onSeizureDate } from '../goods/measure.ts';
import { productMatches, unitKindsFor, usualUnits, usualUnitsFor } from '../goods/products.ts';
import { checkQuantity } from './quantity.ts';
import { factOf, missing, wrongCode, wrongCodes, type CheckContext, type Values } from './consistency.ts';

const codedFields = lineFields.filter(
  field => field.type === 'code' && field.name !== 'heading' && field.name !== 'product',
);

/**
 * Every check of a goods line that looks at more than one value's shape: common fields, own fields, the heading's
 * checks.
 */
export function checkLine(line: GoodsLine, heading: Heading, context: CheckContext): Finding[] {
  const known = factOf(heading.productList, line.product, context) !== undefined;
  return [
    ...wrongCodes(codedFields, line as unknown as Values, context),
    ...checkProduct(line, heading, context),
    ...checkQuantity(line, heading, context),
    ...checkUnits(line, heading, context),
    ...checkTariff(line, heading),
    ...checkDetails(line, heading, context),
    ...(known ? (heading.check?.(line, onSeizureDate(context)) ?? []) : []),
  ];
}

function checkProduct(line: GoodsLine, heading: Heading, context: CheckContext): Finding[] {
  const needsText = heading.needsText.includes(line.product) && line.productText === undefined;
  return [
    ...wrongCode('product', heading.productList, line.product, context),
    ...collect(
      needsText && error('productText', 'otherNeedsText'),
      line.value !== undefined && line.currency === undefined && error('currency', 'currencyNeeded'),
    ),
  ];
}

function checkUnits(line: GoodsLine, heading: Heading, context: CheckContext): Finding[] {
  const first = measure(line.quantity, line.unit, onSeizureDate(context));
  const second = measure(line.quantity2, line.unit2, onSeizureDate(context));
  const allowed = unitKindsFor(heading, line.product);
  const besides = heading.secondUnitKinds ?? heading.unitKinds;
  return collect(
    first !== undefined &&
      !allowed.includes(first.kind) &&
      misfit('unit', line.unit, usualUnitsFor(heading, line.product), line, heading, context),
    second !== undefined &&
      !besides.includes(second.kind) &&
      misfit('unit2', line.unit2, namesOf(besides), line, heading, context),
    first !== undefined && first.kind === second?.kind && error('unit2', 'sameKindTwice'),
  );
}

function namesOf(kinds: readonly UnitKind[]): readonly string[] {
  return kinds.flatMap(kind => usualUnits[kind]);
}

/** The unit, the product and the usual units in both languages, for the message to choose from. */
function misfit(
  field: string,
  unit: string | undefined,
  usual: readonly string[],
  line: GoodsLine,
  heading: Heading,
  context: CheckContext,
): Finding {
  const fact = factOf('unit', unit ?? '', context);
  const product = factOf(heading.productList, line.product, context);
  const units = usual.map(code => factOf('unit', code, context));
  return error(field, 'unitNotAllowed', {
    unitEn: fact?.nameEn ?? unit ?? '',
    unitFr: fact?.nameFr ?? unit ?? '',
    productEn: product?.nameEn ?? line.product,
    productFr: product?.nameFr ?? line.product,
    usualEn: units.map((one, at) => one?.nameEn ?? usual[at]).join(', '),
    usualFr: units.map((one, at) => one?.nameFr ?? usual[at]).join(', '),
  });
}

function checkTariff({ hsCode }: GoodsLine, heading: Heading): Finding[] {
  if (hsCode === undefined || heading.hsPrefixes.length === 0) return [];
  const usual = heading.hsPrefixes.some(prefix => hsCode.startsWith(prefix) || prefix.startsWith(hsCode));
  return usual ? [] : [warning('hsCode', 'hsUnusual', { code: hsCode })];
}

function checkDetails(line: GoodsLine, heading: Heading, context: CheckContext): Finding[] {
  const asked = heading.fields.filter(field => isAsked(field, line.product));
  const notAsked = heading.fields.filter(
    field => line.details[field.name] !== undefined && !isAsked(field, line.product),
  );
  const found = [
    ...missing(asked, line.details, context.form),
    ...wrongCodes(asked, line.details, context),
    ...notAsked.map(field => error(field.name, 'notForProduct')),
  ];
  return found.map(one => ({ ...one, field: `details.${one.field}` }));
}

function isAsked(field: Field, product: string): boolean {
  return field.products === undefined || productMatches(product, field.products);
}
