import type { Words } from '../../../reference/index.ts';
import { formatsOf } from '../../coverage/presenter-coverage.ts';
import type { Difference } from '../figures/compare.ts';
import type { PrintedReport } from '../figures/figures.ts';
import { goodsName, quantityText } from '../numbers.ts';
import { fewestDisclosed } from '../../statistics/disclosure.ts';
import type { Drawing } from './figure.ts';

/**
 * Of what a later count would change, what every reader may be told: a count that is printed, and a difference that
 * tells no group of one or two. Pure.
 */
export function toldDifferences(differences: readonly Difference[], { sections }: PrintedReport): Difference[] {
  return differences.filter(({ section: code, what, code: goods, frozen, now }) => {
    const section = sections.find(one => one.code === code);
    const printed = {
      cases: section?.cases.now,
      lines: section?.lines.now,
      heading: section?.headings.find(one => one.code === goods)?.cases.now,
      quantity: undefined,
    }[what];
    return printed === frozen && now >= fewestDisclosed && Math.abs(now - frozen) >= fewestDisclosed;
  });
}

/** A difference in words. */
export function differenceRow(
  one: Difference,
  { words, drawing }: { readonly words: Words; readonly drawing: Drawing },
) {
  const { names } = drawing;
  const { change } = formatsOf(names);
  // The name says the unit.
  const value = (number: number): string =>
    one.unit === undefined ? names.count(number) : quantityText(number, names);
  const name =
    one.code === undefined
      ? words.t(`report:difference.${one.what}`)
      : words.t('report:difference.of', {
          name: goodsName(one.code, drawing),
          what: one.unit === undefined ? words.t('report:number.cases') : names.unit(one.unit, 2),
        });
  return { name, frozen: value(one.frozen), now: value(one.now), change: change(one.now, one.frozen) };
}
