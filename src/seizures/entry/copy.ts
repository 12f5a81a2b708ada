import type { Viewer } from '../../access/index.ts';
import type { Queryable } from '../../db/pool.ts';
import { screen } from '../../personal-data/index.ts';
import { allCommonFields } from '../fields.ts';
import { isScreened, type Field } from '../goods/heading.ts';
import { lineFields } from '../goods/line-fields.ts';
import { mayEnterFor } from '../permissions.ts';
import { readSeizure, type Seizure } from '../record/store.ts';
import { detailFields } from './form.ts';
import { flatten } from './form-from-record.ts';
import { textOf, type Sheet, type Values } from './form-sheet.ts';

/** What belongs to one event, to its outcome or to who may read it: never copied, nor are persons and long texts. */
const ofTheEvent = new Set([
  'nationalRef',
  'seizureDate',
  'datePrecision',
  'latitude',
  'longitude',
  'operation',
  'disposal',
  'outcome',
  'laboratory',
  'valueBasis',
  'dutyCurrency',
  'handling',
  'sourceGrade',
  'informationGrade',
  'narrativeLang',
  'release',
  'releaseOffices',
  'embargoUntil',
  'quantityBasis',
]);
/** Of a record of a country the viewer does not enter for, where and by whom it was seized stays there too. */
const ofThePlace = new Set(['country', 'place', 'placeName', 'location', 'agency', 'direction']);

/**
 * A new sheet after a record the viewer may see: its goods, route, transport, hiding place and how it was found. Free
 * text in which the guard finds anything stays behind. Notes the reading; throws NotVisible.
 */
export async function copyOf(on: Queryable, viewer: Viewer, ref: string): Promise<Sheet> {
  const seizure = await readSeizure(on, viewer, ref, { action: 'seizure.read', detail: { for: 'copy' } });
  return copiedSheet(seizure, mayEnterFor(viewer, seizure.country));
}

/** Pure. `isOwn`: the viewer enters records of that country. */
export function copiedSheet({ record }: Pick<Seizure, 'record'>, isOwn: boolean): Sheet {
  const sheet = flatten(record);
  const facts = allCommonFields.filter(({ name }) => isOwn || !ofThePlace.has(name));
  return {
    form: sheet.form,
    reason: '',
    facts: kept(facts, sheet.facts),
    lines: sheet.lines.map(({ key, values }) => ({
      key,
      values: { ...kept(lineFields, values), ...kept(detailFields(values), values, 'details.') },
    })),
    persons: [],
  };
}

/** Measures stay with their event, since the next one has its own; the unit they were stated in is kept. */
function kept(fields: readonly Field[], values: Values, prefix = ''): Values {
  const copied = fields.filter(field => {
    const text = textOf(values[prefix + field.name]);
    if (ofTheEvent.has(field.name) || ['longtext', 'decimal', 'integer', 'date'].includes(field.type)) return false;
    return text !== '' && !(isScreened(field, text) && screen(text).length > 0);
  });
  return Object.fromEntries(
    copied.flatMap(({ name }) => {
      const value = values[prefix + name];
      return value === undefined ? [] : [[prefix + name, value]];
    }),
  );
}
