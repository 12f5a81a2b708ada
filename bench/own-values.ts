import type { Random } from '../seeds/demo/random.ts';
import type { Lists } from '../src/reference/index.ts';
import { fieldsFor, headings, type Field, type FieldValue } from '../src/seizures/index.ts';
import type { SeizureRecord } from '../src/seizures/seizure.ts';

/** As many makers as a market has; the first are met far more often than the last. */
const makers = 400;
const kinds = ['gold', 'red', 'blue', 'classic', 'special', 'export'];

/**
 * Values for the own fields the demo leaves out (texts, amounts, codes of long lists), so that each field of a heading
 * is measured as full as in a national database: every second line states it.
 */
export function withOwnValues(random: Random, lists: Lists, record: SeizureRecord): SeizureRecord {
  const lines = record.lines.map(line => {
    const added: Record<string, FieldValue> = {};
    for (const field of fieldsFor(headings[line.heading], line.product)) {
      if (line.details[field.name] !== undefined || random.chance(0.5)) continue;
      const value = ownValue(random, lists, field);
      if (value !== undefined) added[field.name] = value;
    }
    return { ...line, details: { ...line.details, ...added } };
  });
  return { ...record, lines };
}

function ownValue(random: Random, lists: Lists, field: Field): FieldValue | undefined {
  if (field.type === 'text')
    return `${Math.floor(makers * random.next() ** 3)} ${random.pick(kinds)} ${field.name}`.slice(0, field.max);
  if (field.type === 'decimal')
    return Math.min(field.max, Number(random.around(field.max > 1000 ? 5000 : 8, 1.2).toPrecision(4)));
  if (field.type === 'integer') return Math.round(random.around(Math.max(40, field.min), 0.05));
  if (field.type !== 'code') return undefined;
  const { code } = random.pick(lists.all(field.list).slice(0, 300));
  return field.many ? [code] : code;
}
