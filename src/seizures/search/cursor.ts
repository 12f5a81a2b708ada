import { z } from 'zod';
import { bySchema, date, readValue } from '../../fields/index.ts';
import { cursorOf, packCursor } from '../../web/cursor.ts';

/** Days that the search takes. */
export const day = date({ from: '1000-01-01', to: '9999-12-31' });

/** A place in a sorted list: the sort value and id of a row, and how many rows stand before it. */
export interface Cursor {
  readonly value: string;
  readonly id: number;
  readonly position: number;
}

export const cursor = bySchema(
  cursorOf(
    z
      .tuple([
        z.string().max(40),
        z.number().int().positive().max(Number.MAX_SAFE_INTEGER),
        z.number().int().min(0).max(1e12),
      ])
      .transform(([value, id, position]): Cursor => ({ value, id, position })),
  ),
);

export function writeCursor({ value, id, position }: Cursor): string {
  return packCursor([value, id, position]);
}

/** Whether a cursor's value is one its sort could have written. */
export function isPlace(sort: string, value: string): boolean {
  if (sort === 'relevance')
    return /^\d(\.\d{1,17})?(e-\d\d?)?$/.test(value) && (Number(value) === 0 || Number(value) > 1e-37);
  if (sort === 'recorded')
    return /^.{10}T([01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{6}Z$/.test(value) && readValue(day, value.slice(0, 10)).ok;
  return readValue(day, value).ok;
}
