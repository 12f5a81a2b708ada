import type { Viewer } from '../../access/index.ts';
import type { FieldProblem } from '../../errors.ts';
import { oneOf, readSheet, shaped, text } from '../../forms/index.ts';
import type { Check, Sheet } from '../../forms/index.ts';
import type { Lists } from '../../reference/index.ts';
import { mayEnterFor, productList, takesPictures } from '../../seizures/index.ts';
import type { Captions, Facts } from './picture.ts';
import { isPlainDate, today } from '../../text/plain-date.ts';

export const uuid = shaped(
  /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
  'forms:problem.malformed',
);
export const version = shaped(/^\d{1,9}$/, 'forms:problem.malformed');
export const seizureRef = /^[A-Z]{2}-\d{4}-\d{6,9}$/;

/** Longest caption. Characters. */
export const longestCaption = 200;
const firstDay = '1990-01-01';

export const fields = [
  'clientUuid',
  'version',
  'seizure',
  'heading',
  'captionEn',
  'captionFr',
  'concealment',
  'transport',
  'product',
  'detection',
  'country',
  'seizedOn',
] as const;
export type FieldName = (typeof fields)[number];

export interface Read {
  readonly sheet: Sheet<FieldName>;
  readonly problems: readonly FieldProblem[];
  /** Present when nothing is wrong. */
  readonly facts?: Facts;
}

/** Reads the posted form, every problem at its field. Throws BadRequest for a field the form has not. */
export function readPicture(body: unknown, viewer: Viewer, lists: Lists): Read {
  const heading = String((body as Readonly<Record<string, unknown>> | undefined)?.heading ?? '');
  const caption = text({ max: longestCaption, optional: true });
  const sheet = readSheet<FieldName>(body, {
    clientUuid: uuid,
    version,
    seizure: shaped(seizureRef, 'forms:problem.malformed', { optional: true }),
    heading: takingPictures(lists),
    captionEn: caption,
    captionFr: caption,
    concealment: listed(lists, 'concealment'),
    transport: listed(lists, 'transport'),
    product: takesPictures(heading) ? listed(lists, productList(heading), true) : { read: value => ({ value }) },
    detection: listed(lists, 'detection', true),
    country: oneOf(countriesOf(viewer, lists)),
    seizedOn: dayOrMonth,
  });
  const { values } = sheet;
  const isCaptioned =
    values.captionEn !== '' || values.captionFr !== '' || sheet.problems.some(({ path }) => path.startsWith('caption'));
  const problems = [...sheet.problems, ...(isCaptioned ? [] : [{ path: 'captionEn', key: 'cpdb:problem.caption' }])];
  if (problems.length > 0) return { sheet, problems };
  const stated = (value: string): string | null => (value === '' ? null : value);
  return {
    sheet,
    problems,
    facts: {
      captions: captionsOf(values),
      heading: values.heading,
      product: stated(values.product),
      concealment: values.concealment,
      transport: values.transport,
      detection: stated(values.detection),
      country: values.country,
      seizedOn: values.seizedOn,
    },
  };
}

function captionsOf({ captionEn, captionFr }: Readonly<Record<'captionEn' | 'captionFr', string>>): Captions {
  return { ...(captionEn === '' ? {} : { en: captionEn }), ...(captionFr === '' ? {} : { fr: captionFr }) };
}

/** Countries the viewer contributes for: those it enters seizures for. */
export function countriesOf(viewer: Viewer, lists: Lists): string[] {
  return lists
    .all('country')
    .map(({ code }) => code)
    .filter(code => mayEnterFor(viewer, code));
}

/** A heading; of some no picture may be stored, and that is said. */
function takingPictures(lists: Lists): Check {
  return {
    read(typed) {
      if (!lists.lookUp('heading', typed))
        return { problem: { key: typed === '' ? 'forms:problem.missing' : 'forms:problem.notListed' } };
      return takesPictures(typed) ? { value: typed } : { problem: { key: 'cpdb:problem.noPictures' } };
    },
  };
}

/** A code of a list that may be used today. */
function listed(lists: Lists, list: string, optional?: true): Check {
  return {
    read(typed) {
      if (typed === '') return optional ? { value: '' } : { problem: { key: 'forms:problem.missing' } };
      return lists.lookUp(list, typed, today()) ? { value: typed } : { problem: { key: 'forms:problem.notListed' } };
    },
  };
}

/** A day as YYYY-MM-DD, or a month as YYYY-MM. */
const dayOrMonth: Check = {
  read(typed) {
    const value = typed.trim();
    if (value === '') return { problem: { key: 'forms:problem.missing' } };
    const day = value.length === 7 ? `${value}-01` : value;
    if (!isPlainDate(day)) return { problem: { key: 'cpdb:problem.dayOrMonth' } };
    return day < firstDay || day > today()
      ? { problem: { key: 'forms:problem.dateOutside', values: { from: firstDay, to: today() } } }
      : { value };
  },
};
