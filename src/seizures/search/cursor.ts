import { cursorOf, date, packCursor, readValue, textThat, whole } from '../../fields/index.ts';

/** Days that the search takes. */
export const day = date({ from: '1000-01-01', to: '9999-12-31' });

/** A place in a sorted list: the sort value and id of a row, and how many rows stand before it. */
export interface Cursor {
  readonly value: string;
  readonly id: number;
  readonly position: number;
}

export const cursor = cursorOf(
  [textThat(value => value.length <= 40), whole(1), whole(0, 1e12)],
  (value, id, position): Cursor => ({ value, id, position }),
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
