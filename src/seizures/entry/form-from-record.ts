import { writeValue } from '../../fields/index.ts';
import type { FieldValue } from '../goods/heading.ts';
import type { SeizureRecord } from '../seizure.ts';
import type { Row, Sheet, Values } from './form-sheet.ts';

/** A record as its form would have been typed: where an amendment starts. Keys of rows count from 1: "l1", "p1". */
export function flatten(record: SeizureRecord): Sheet {
  return {
    form: record.form,
    reason: '',
    facts: typedValues(record.facts),
    lines: record.lines.map(
      ({ details, ...line }, at): Row => ({
        key: `l${at + 1}`,
        values: { ...typedValues(line), ...prefixed('details.', typedValues(details)) },
      }),
    ),
    persons: record.persons.map((person, at): Row => ({ key: `p${at + 1}`, values: typedValues({ ...person }) })),
  };
}

/** Stated values as an officer would type them. */
export function typedValues(values: Readonly<Record<string, FieldValue>>): Values {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, writeValue(value)]));
}

function prefixed(prefix: string, values: Values): Values {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [prefix + name, value]));
}
