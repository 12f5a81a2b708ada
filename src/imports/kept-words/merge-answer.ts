import { isDeepStrictEqual as isSame } from 'node:util';
import { matchLines, type FieldValue, type GoodsLine, type SeizureRecord } from '../../seizures/index.ts';

/**
 * The record with what an answer changes in it: `before` and `after` are its rows read without the answer and with it.
 * What an officer has stated otherwise since the rows were saved stays as stated. Undefined where the rows can no
 * longer be laid beside the record. Pure.
 */
export function mergeAnswer(
  before: SeizureRecord,
  after: SeizureRecord,
  now: SeizureRecord,
): SeizureRecord | undefined {
  if (before.lines.length !== after.lines.length) return undefined;
  const was = matchLines(before.lines, now.lines);
  const lines = now.lines.map((line, at) => {
    const place = was[at];
    const [old, changed] = place === undefined ? [] : [before.lines[place], after.lines[place]];
    return old && changed ? mergeLine(old, changed, line) : line;
  });
  if (lines.some(line => line.product === '')) return undefined;
  return { ...now, facts: mergeValues(before.facts, after.facts, now.facts), lines };
}

type Values = Readonly<Record<string, FieldValue>>;

function mergeLine(before: GoodsLine, after: GoodsLine, now: GoodsLine): GoodsLine {
  const { details, ...values } = now;
  const { details: wasDetails, ...was } = before;
  const { details: isDetails, ...is } = after;
  return {
    ...(mergeValues(was as Values, is as Values, values as Values) as unknown as Omit<GoodsLine, 'details'>),
    details: mergeValues(wasDetails, isDetails, details),
  };
}

function mergeValues(before: Values, after: Values, now: Values): Record<string, FieldValue> {
  const merged: Record<string, FieldValue> = { ...now };
  for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const value = after[name];
    if (isSame(before[name], value) || !isSame(before[name], now[name])) continue;
    if (value === undefined) delete merged[name];
    else merged[name] = value;
  }
  return merged;
}
