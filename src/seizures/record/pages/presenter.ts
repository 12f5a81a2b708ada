import { rights, type Viewer } from '../../../access/index.ts';
import { commonFields } from '../../fields.ts';
import type { FieldValue, HeadingCode } from '../../goods/heading.ts';
import { takesPictures } from '../../goods/pictures.ts';
import { can } from '../../permissions.ts';
import { presentAudience } from './presenter-audience.ts';
import { factText, personText, quantityText } from './presenter-differences.ts';
import { presentGoods } from './presenter-goods.ts';
import { presentHistory } from './presenter-history.ts';
import { presentRoute } from './presenter-route.ts';
import type { Words } from './presenter-words.ts';
import { mayRedact } from '../../texts/redact.ts';
import type { SeizuresContext } from '../../context.ts';
import type { SeizureRecord } from '../../seizure.ts';
import type { Seizure, StepRow } from '../store.ts';

/** Texts too long for a list of facts: they are told at length. */
const toldApart = ['narrative', 'narrativeLang'];
const ofHandling = ['handling', 'sourceGrade', 'informationGrade', 'release', 'releaseOffices', 'embargoUntil'];
const shortHistory = 4;

/** The page of a record: everything on it, in order. */
export function presentRecord(
  { lists, offices }: SeizuresContext,
  viewer: Viewer,
  seizure: Seizure,
  steps: readonly StepRow[],
  words: Words,
) {
  const { record } = seizure;
  const history = presentHistory(steps, record, offices, words);
  const last = steps.find(({ kind }) => kind === 'withdrawn' || kind === 'merged');
  return {
    ref: seizure.ref,
    status: seizure.status,
    ...headOf(seizure, offices.name(offices.byId(seizure.officeId)?.code ?? '', words.lang), words),
    strip: stripOf(seizure, words),
    goods: presentGoods(seizure, words),
    facts: factsOf(record, words),
    persons: record.persons.map(person => ({ count: words.number(person.count), text: personText(person, words) })),
    route: presentRoute(record, lists, words),
    narrative: narrativeOf(record, words),
    history: history.slice(0, shortHistory),
    steps: steps.length,
    audience: presentAudience(seizure, offices, words),
    provenance: provenanceOf(seizure, offices.name(offices.byId(seizure.officeId)?.code ?? '', words.lang), words),
    source: seizure.source ? Object.entries(seizure.source).map(([label, value]) => ({ label, value })) : [],
    isSynthetic: seizure.synthetic,
    held: seizure.isHeld ? heldNotice(viewer, seizure, words) : undefined,
    actions: {
      copy: rights['database:write'](viewer),
      amend: can(viewer, 'amend', seizure),
      withdraw: can(viewer, 'withdraw', seizure),
      redact: mayRedact(viewer, seizure),
      pictures: can(viewer, 'amend', seizure) && seizure.record.lines.every(({ heading }) => takesPictures(heading)),
    },
    ...(seizure.status === 'withdrawn' && last
      ? { withdrawn: words.t('record:withdrawn', { date: words.time(last.at), reason: last.reason ?? '' }) }
      : {}),
  };
}

export interface HeldNotice {
  readonly text: string;
  readonly actions: readonly { readonly label: string; readonly href: string }[];
}

/** Says that words wait for a second person: to the office and its RILO with the way to them. */
function heldNotice(viewer: Viewer, { officeId, regionId }: Seizure, words: Words): HeldNotice {
  const { id, kind } = viewer.office;
  const isOwn = viewer.level === 'unlimited' && (officeId === id || (kind === 'rilo' && regionId === id));
  return isOwn
    ? { text: words.t('record:held.own'), actions: [{ label: words.t('record:held.see'), href: '/seizures/texts' }] }
    : { text: words.t('record:held.others'), actions: [] };
}

function headOf({ record }: Seizure, office: string, words: Words) {
  const { facts, lines } = record;
  const codes = [...new Set(lines.map(({ heading }) => heading))];
  const first = lines[0];
  const place = placeOf(facts, words) || (textFact(facts.location) && words.code('location', textFact(facts.location)));
  const summary = [
    first ? words.product(first.heading, first.product) : '',
    textFact(facts.concealment) && words.code('concealment', textFact(facts.concealment)),
    place,
  ];
  return {
    headings: codes.map(code => words.names.heading(code)),
    scope: [
      summary.filter(part => part !== '').join(', '),
      facts.nationalRef === undefined ? '' : words.t('record:nationalRef', { ref: String(facts.nationalRef) }),
      words.t(`record:form.${record.form}`),
      words.t('record:recordedBy', { office }),
    ]
      .filter(part => part !== '')
      .join(' · '),
  };
}

/** The place of seizure by the words for it, else by the name of its UN/LOCODE; empty where neither is stated. */
export function placeOf(facts: SeizureRecord['facts'], words: Words): string {
  return textFact(facts.placeName) || (textFact(facts.place) && words.code('place', textFact(facts.place)));
}

/** Up to six facts; quantities of unlike kinds are listed, never added. */
function stripOf({ record, recordedAt }: Seizure, words: Words) {
  const { facts, lines } = record;
  const date = textFact(facts.seizureDate);
  const codes = [...new Set(lines.map(({ heading }) => heading))];
  const country = words.code('country', textFact(facts.country));
  const place = placeOf(facts, words);
  const days = Math.max(0, Math.round((Date.parse(recordedAt.slice(0, 10)) - Date.parse(date)) / 86_400_000));
  return [
    { label: words.t('record:strip.seized'), value: words.date(date), ...precisionOf(facts, words) },
    {
      label: words.t('record:strip.place'),
      value: place || country,
      rest: [place ? country : '', textFact(facts.location) && words.code('location', textFact(facts.location))]
        .filter(Boolean)
        .join(', '),
    },
    ...codes
      .slice(0, 2)
      .map(code => ({ label: words.names.heading(code).label, ...quantitiesOf(code, record, words) })),
    ...(facts.transport === undefined
      ? []
      : [{ label: words.label('transport'), value: words.code('transport', textFact(facts.transport)) }]),
    {
      label: words.t('record:strip.reported'),
      value: words.t('record:strip.days', { count: days, number: words.number(days) }),
    },
  ];
}

function precisionOf(facts: SeizureRecord['facts'], words: Words): { rest?: string } {
  const precision = textFact(facts.datePrecision);
  return precision === 'month' || precision === 'year' ? { rest: words.option('datePrecision', precision) } : {};
}

function quantitiesOf(code: HeadingCode, { lines }: SeizureRecord, words: Words): { value: string; rest?: string } {
  const own = lines.filter(({ heading }) => heading === code);
  const [first = words.t('common:notStated'), ...others] = own
    .map(line => quantityText(line.quantity, line.unit, line.currency, words))
    .filter(text => text !== '');
  return others.length === 0
    ? { value: first }
    : {
        value: first,
        rest: words.t('record:strip.and', { more: others.slice(0, 2).join(', '), count: others.length }),
      };
}

/** The facts in the order of the form, in its groups; the release is told by the rail as well. */
function factsOf({ facts }: SeizureRecord, words: Words) {
  const { outcome, ...steps } = commonFields;
  const groups = [
    ...(['circumstances', 'route', 'concealment'] as const).map(step => ({
      title: words.t(`entry:step.${step}.title`),
      fields: steps[step],
    })),
    { title: words.t('record:outcome'), fields: outcome.filter(({ name }) => !ofHandling.includes(name)) },
    { title: words.t('record:handling'), fields: outcome.filter(({ name }) => ofHandling.includes(name)) },
  ];
  return groups
    .map(({ title, fields }) => ({
      title,
      items: fields
        .filter(({ name }) => facts[name] !== undefined && !toldApart.includes(name))
        .map(({ name }) => ({ label: words.label(name), value: factText(name, facts[name] as FieldValue, words) })),
    }))
    .filter(({ items }) => items.length > 0);
}

function narrativeOf({ facts }: SeizureRecord, words: Words) {
  const text = textFact(facts.narrative);
  const lang = textFact(facts.narrativeLang);
  return text === ''
    ? undefined
    : {
        text,
        lang: /^[a-z]{2}$/.test(lang) ? lang : '',
        langName: lang === '' ? '' : words.option('narrativeLang', lang),
      };
}

function provenanceOf(seizure: Seizure, office: string, words: Words) {
  const { importId, channel, recordedAt, version } = seizure;
  return [
    { label: words.t('record:provenance.office'), value: office },
    { label: words.t('record:provenance.recorded'), value: words.time(recordedAt) },
    {
      label: words.t('record:provenance.channel'),
      value: words.t(`record:channel.${channel}`),
      ...(importId === null ? {} : { href: `/seizures/imports/${importId}` }),
    },
    { label: words.t('record:provenance.version'), value: words.number(version) },
  ];
}

function textFact(value: FieldValue | undefined): string {
  return typeof value === 'string' ? value : '';
}
