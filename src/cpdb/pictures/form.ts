import type { Viewer } from '../../access/index.ts';
import { listedToday, type Lists } from '../../reference/index.ts';
import { mayEnterFor, productList, takesPictures } from '../../seizures/index.ts';
import type { Facts } from './picture.ts';
import { isPlainDate, today } from '../../text/plain-date.ts';
import {
  anyText,
  choice,
  code,
  parsed,
  readForm,
  shaped,
  text,
  uuid,
  version,
  type CodeSource,
} from '../../fields/index.ts';
import { read, refuse } from '../../text/readable-text.ts';

export const seizureRef = /^[A-Z]{2}-\d{4}-\d{6,9}$/;

/** Longest caption. Characters. */
export const longestCaption = 200;
const firstDay = '1990-01-01';

function fieldsOf(heading: string, viewer: Viewer, lists: Lists) {
  const caption = text({ max: longestCaption, optional: true });
  return {
    clientUuid: uuid,
    version,
    seizure: shaped(seizureRef, 'forms:problem.malformed', { optional: true }),
    heading: code(headingSource(lists), { problems: { unknownCode: headingProblem(heading, lists) } }),
    captionEn: caption,
    captionFr: caption,
    concealment: code(listedToday(lists, 'concealment')),
    transport: code(listedToday(lists, 'transport')),
    product: takesPictures(heading) ? code(listedToday(lists, productList(heading)), { optional: true }) : anyText,
    detection: code(listedToday(lists, 'detection'), { optional: true }),
    country: choice(countriesOf(viewer, lists)),
    seizedOn: dayOrMonth,
  };
}
type PictureFields = ReturnType<typeof fieldsOf>;
export type FieldName = keyof PictureFields;

/** Reads the posted form, every problem at its field. Throws BadRequest for a field the form has not. */
export function readPicture(body: unknown, viewer: Viewer, lists: Lists) {
  const heading = String((body as Readonly<Record<string, unknown>> | undefined)?.heading ?? '');
  const { typed, values, problems } = readForm(body, fieldsOf(heading, viewer, lists), ({ captionEn, captionFr }) =>
    captionEn === '' && captionFr === '' ? [{ path: 'captionEn', key: 'cpdb:problem.caption' }] : [],
  );
  if (!values) return { typed, problems };
  const { clientUuid, version: seen, seizure, captionEn, captionFr, product, detection, ...rest } = values;
  const facts: Facts = {
    ...rest,
    captions: { ...(captionEn === '' ? {} : { en: captionEn }), ...(captionFr === '' ? {} : { fr: captionFr }) },
    product: product || null,
    detection: detection || null,
  };
  return { typed, problems, contribution: { clientUuid, version: seen, seizure, facts } };
}

/** Countries the viewer contributes for: those it enters seizures for. */
export function countriesOf(viewer: Viewer, lists: Lists): string[] {
  return lists
    .all('country')
    .map(({ code }) => code)
    .filter(code => mayEnterFor(viewer, code));
}

/** Headings of which pictures may be stored. */
function headingSource(lists: Lists): CodeSource {
  const source = listedToday(lists, 'heading');
  return { ...source, has: one => takesPictures(one) && lists.lookUp('heading', one) !== undefined };
}

/** Of some headings no picture may be stored, and that is said. */
function headingProblem(heading: string, lists: Lists): string {
  return lists.lookUp('heading', heading) ? 'cpdb:problem.noPictures' : 'forms:problem.notListed';
}

/** A day as YYYY-MM-DD, or a month as YYYY-MM. */
const dayOrMonth = parsed(typed => {
  const day = typed.length === 7 ? `${typed}-01` : typed;
  if (!isPlainDate(day)) return refuse('cpdb:problem.dayOrMonth');
  return day < firstDay || day > today()
    ? refuse('forms:problem.dateOutside', { from: firstDay, to: today() })
    : read(typed);
});
