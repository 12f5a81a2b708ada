import { limits } from '../limits.ts';
import { FileFault } from '../problems.ts';
import { numberText } from '../../../spreadsheets/excel-dates.ts';

type Fields = ReadonlyMap<string, string>;

/** A list of objects inside an object: a case and its goods. */
interface InnerList {
  readonly name: string;
  readonly objects: readonly Record<string, unknown>[];
}

/**
 * The fields of one object: nested keys joined by a point, lists by `; `, a GeoJSON feature by its properties and
 * point. An object that holds a list of objects gives a row for each of them, with its own fields in every one.
 */
export function flatten(text: string): readonly Fields[] | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (!isRecord(value)) return undefined;
    const fields = new Map<string, string>();
    const inner: InnerList[] = [];
    if (value.type === 'Feature' && isRecord(value.properties)) {
      addFields(fields, '', value.properties, 0, inner);
      addPoint(fields, value.geometry);
    } else addFields(fields, '', value, 0, inner);
    return forEach(fields, inner);
  } catch (error) {
    if (error instanceof FileFault) throw error;
    return undefined;
  }
}

function forEach(fields: Fields, [first, ...others]: readonly InnerList[]): readonly Fields[] {
  if (!first) return [fields];
  const whole = new Map([...fields, ...others.map(({ name, objects }) => [name, JSON.stringify(objects)] as const)]);
  return first.objects.map(object => {
    const own = new Map(whole);
    addFields(own, first.name, object, 1, undefined);
    return own;
  });
}

/** Columns side by side, `{"date":[…],"goods":[…]}`, or by the number of each row, as rows. */
export function flattenColumns(text: string): readonly Fields[] | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (!isRecord(value)) return undefined;
    const columns = Object.entries(value).filter(([, cells]) => typeof cells === 'object' && cells !== null);
    const places = new Set(columns.flatMap(([, cells]) => Object.keys(cells as object)));
    return [...places].map(
      place => new Map(columns.map(([name, cells]) => [name, scalar((cells as Record<string, unknown>)[place])])),
    );
  } catch {
    return undefined;
  }
}

/** Lists of objects go into `inner`, where one is given, else they stand as text. */
function addFields(
  fields: Map<string, string>,
  prefix: string,
  value: Record<string, unknown>,
  depth: number,
  lists: InnerList[] | undefined,
): void {
  if (depth > limits.jsonDepth) throw new FileFault('file_too_deep', { limit: limits.jsonDepth });
  for (const [key, inner] of Object.entries(value)) {
    const name = prefix === '' ? key : `${prefix}.${key}`;
    if (isRecord(inner)) addFields(fields, name, inner, depth + 1, lists);
    else if (lists && isObjects(inner)) lists.push({ name, objects: inner });
    else fields.set(name, scalar(inner));
    if (fields.size > limits.columns) throw new FileFault('file_too_wide', { n: fields.size, limit: limits.columns });
  }
}

/** A value as the text of a cell. */
export function scalar(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return numberText(value);
  if (Array.isArray(value))
    return value.every(each => !isRecord(each))
      ? value.map(scalar).join('; ')
      : (goodsOf(value) ?? JSON.stringify(value));
  return String(value);
}

/** Objects that no cell can hold: those that name goods with a quantity and a unit are one text. */
function isObjects(value: unknown): value is readonly Record<string, unknown>[] {
  return Array.isArray(value) && value.length > 0 && value.every(isRecord) && goodsOf(value) === undefined;
}

const unitKey = /^(?:uni[td]|uom|um$|medida|measure|einheit|jednostka|j_?m$|ед)/i;

/** A list of goods as a person writes them in one cell: "12 kg cocaine; 3 pieces pistol". */
function goodsOf(list: readonly unknown[]): string | undefined {
  const goods = list.map(each => {
    const entries = isRecord(each) ? Object.entries(each) : [];
    const [number, ...more] = entries.filter(([, value]) => typeof value === 'number');
    const texts = entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string');
    const unit = texts.find(([key]) => unitKey.test(key));
    const names = texts.filter(entry => entry !== unit);
    if (!number || more.length > 0 || !unit || names.length !== 1 || entries.length !== 3) return undefined;
    return `${scalar(number[1])} ${unit[1]} ${names[0]?.[1] ?? ''}`;
  });
  return goods.every(each => each !== undefined) ? goods.join('; ') : undefined;
}

/** GeoJSON writes longitude before latitude. */
function addPoint(fields: Map<string, string>, geometry: unknown): void {
  if (!isRecord(geometry) || geometry.type !== 'Point' || !Array.isArray(geometry.coordinates)) return;
  const [longitude, latitude] = geometry.coordinates as unknown[];
  if (typeof longitude !== 'number' || typeof latitude !== 'number') return;
  fields.set('latitude', numberText(latitude));
  fields.set('longitude', numberText(longitude));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
