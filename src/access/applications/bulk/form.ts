import { BadRequest } from '../../../errors.ts';
import { limits } from './limits.ts';
import { bulkColumns } from './rows.ts';
import type { BulkRow } from './rows.ts';

/** A course as the check page holds it: nothing of it is kept at the server before it is sent. */
export interface TypedCourse {
  readonly formId: string;
  readonly office: string;
  readonly course: string;
  readonly reason: string;
  readonly endsOn: string;
  readonly rows: readonly BulkRow[];
}

const common = ['formId', 'office', 'course', 'reason', 'endsOn'] as const;
const rowFields = [...bulkColumns, 'otherPerson', 'skip'] as const;

/**
 * The posted check page. Throws BadRequest for a field that is none of it, is repeated, or is of a row beyond the
 * limit.
 */
export function readCourse(posted: unknown): TypedCourse {
  const rows = new Map<number, Record<string, string>>();
  const texts: Record<string, string> = {};
  for (const [name, value] of Object.entries({ ...(posted as object | undefined) } as Record<string, unknown>)) {
    if (name === '_csrf') continue;
    const [, number, field = ''] = /^rows\.(\d{1,3})\.(\w+)$/.exec(name) ?? [];
    const known =
      number === undefined
        ? common.includes(name as 'course')
        : rowFields.includes(field as 'unit') && Number(number) < limits.rows;
    if (!known || typeof value !== 'string')
      throw new BadRequest([{ path: name.slice(0, 60), key: 'applications:problems.unknownField' }]);
    if (number === undefined) texts[name] = value;
    else rows.set(Number(number), { ...rows.get(Number(number)), [field]: value });
  }
  return {
    ...filled(common, texts),
    rows: [...rows].sort(([a], [b]) => a - b).map(([, row]) => filled(rowFields, row)),
  };
}

function filled<N extends string>(names: readonly N[], values: Readonly<Record<string, string>>): Record<N, string> {
  return Object.fromEntries(names.map(name => [name, values[name] ?? ''])) as Record<N, string>;
}
