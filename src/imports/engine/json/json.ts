import { limits } from '../limits.ts';
import { FileFault } from '../problems.ts';
import { numberText } from '../../../spreadsheets/excel-dates.ts';

/**
 * The fields of one object: nested keys joined by a point, lists by `; `, a GeoJSON feature by its properties and
 * point.
 */
export function flatten(text: string): ReadonlyMap<string, string> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (!isRecord(value)) return undefined;
    const fields = new Map<string, string>();
    if (value.type === 'Feature' && isRecord(value.properties)) {
      addFields(fields, '', value.properties, 0);
      addPoint(fields, value.geometry);
    } else addFields(fields, '', value, 0);
    return fields;
  } catch (error) {
    if (error instanceof FileFault) throw error;
    return undefined;
  }
}

function addFields(fields: Map<string, string>, prefix: string, value: Record<string, unknown>, depth: number): void {
  if (depth > limits.jsonDepth) throw new FileFault('file_too_deep', { limit: limits.jsonDepth });
  for (const [key, inner] of Object.entries(value)) {
    const name = prefix === '' ? key : `${prefix}.${key}`;
    if (isRecord(inner)) addFields(fields, name, inner, depth + 1);
    else fields.set(name, scalar(inner));
    if (fields.size > limits.columns) throw new FileFault('file_too_wide', { n: fields.size, limit: limits.columns });
  }
}

function scalar(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return numberText(value);
  if (Array.isArray(value))
    return value.every(each => !isRecord(each))
      ? value.map(scalar).join('; ')
      : (goodsOf(value) ?? JSON.stringify(value));
  return String(value);
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
