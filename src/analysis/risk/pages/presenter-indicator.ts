import { randomUUID } from 'node:crypto';
import { timeText } from '../../../text/formats.ts';
import type { Sources } from '../../cells/sources.ts';
import type { Coverage } from '../../coverage/coverage.ts';
import { caseCoverage } from '../../coverage/presenter-coverage.ts';
import { filedAt, type Part } from '../../question/files.ts';
import { timeOfCopy } from '../../question/presenter-time.ts';
import { addressOf } from '../../question/question.ts';
import { pages } from '../../question/presenter-question.ts';
import type { Found, Method, Tally } from '../finding/found.ts';
import type { RiskQuestion } from '../finding/read-query.ts';
import type { Score, State } from '../../indicators/score.ts';
import type { ListedCase } from '../finding/search-cases.ts';
import type { KeptIndicator } from '../kept/store-indicators.ts';
import type { IndicatorUse } from '../kept/store-uses.ts';
import type { RiskSearch } from '../finding/store-searches.ts';
import { evidenceOf, laterOf, leftOutOf, membersOf } from './presenter-evidence.ts';
import type { Made } from './made.ts';
import type { Pictures } from './pictures.ts';
import { givenUpOf } from './presenter-given-up.ts';
import { coverageShown, evidenceFigure, leftOutPart, scoredFigure, type Drawn } from './presenter-figures.ts';
import { casesOf } from './presenter-cases.ts';
import { caveatsOf } from './presenter-caveats.ts';
import { computedItems, versionText } from './presenter-rail.ts';
import { stateTag } from './presenter-rows.ts';
import { searchHref } from './presenter-search.ts';
import { noveltyOf, outcomeText, shareText, signLine, supportText, titleOf } from './presenter-words.ts';

const base = pages.riskIndicators;

/** Where an indicator comes from: a search whose result it is, or what an office keeps. */
export type Origin =
  | { readonly kind: 'found'; readonly search: RiskSearch & { readonly method: Method }; readonly place: number }
  | { readonly kind: 'kept'; readonly kept: KeptIndicator; readonly uses: readonly IndicatorUse[] };

export interface IndicatorData {
  readonly origin: Origin;
  /** As the viewer may see it; undefined where the viewer's records hold no such case. */
  readonly found: Found | undefined;
  readonly score: Score | undefined;
  readonly state: State | undefined;
  readonly question: RiskQuestion | undefined;
  readonly cases: readonly ListedCase[];
  /** Of each sign, cases that state its field. */
  readonly stated: readonly Tally[];
  /** Of the period it was found in; undefined where the lists no longer know the question. */
  readonly coverage: Coverage | undefined;
  readonly asOf: number | undefined;
  readonly pictures: Pictures | undefined;
  /** Of what was given up, what the viewer made of it. */
  readonly made: Made | undefined;
  readonly may: {
    readonly keep: boolean;
    readonly alert: boolean;
    readonly watch: boolean;
    readonly giveUp: boolean;
    /** Of the office that kept it, or of the search. */
    readonly own: boolean;
  };
}

/** One indicator, kept or only found. Pure but for the ids of its forms. */
export function presentIndicator(data: IndicatorData, sources: Sources) {
  const { origin, found } = data;
  const shown = found ?? (origin.kind === 'kept' ? origin.kept.found : undefined);
  if (!shown) throw new Error('an indicator without its signs');
  const isAlerted = origin.kind === 'kept' && origin.uses.some(({ kind }) => kind === 'alert');
  const evidence = evidenceParts(found, data.score, sources);
  return {
    ...headOf(data, shown, sources),
    acts: actsOf(data, sources),
    ...evidence,
    parts: partsOf(data, evidence, sources),
    asOf: timeOfCopy(data.asOf, sources.names),
    gate: gateOf(data, shown, sources),
    cases: casesOf(data, shown, sources),
    panels: panelsOf(data, shown, sources),
    again: againOf(data, sources),
    pictures: picturesShown(data, sources),
    caveats: caveatsOf({ stated: data.stated, isAlerted }, shown, sources),
  };
}

function headOf(data: IndicatorData, shown: Found, sources: Sources) {
  const { names } = sources;
  const { origin, state } = data;
  const title = titleOf(shown, sources);
  const from =
    origin.kind === 'kept'
      ? { label: origin.kept.ref }
      : { label: names.label('risk:search.section'), href: searchHref(origin.search) };
  return {
    title,
    head: {
      crumbs: [{ label: names.label('risk:section'), href: base }, from],
      title,
      scope: scopeOf(data, shown, sources),
    },
    tags: [...(state ? [stateTag(state, sources)] : []), noveltyOf(shown, sources)],
    givenUp: origin.kind === 'kept' ? givenUpOf(origin.kept, data.made, sources) : undefined,
  };
}

/** What can be said where the viewer's records hold such cases. */
function evidenceParts(found: Found | undefined, score: Score | undefined, sources: Sources) {
  return {
    nothing: found ? undefined : sources.names.label('risk:one.nothing'),
    evidence: found && evidenceOf(found, sources),
    later: found && laterOf(found, score, sources),
    leftOut: found && leftOutOf(found, sources),
  };
}

/** The figures of the page in its order, each with its files. */
function partsOf(data: IndicatorData, shown: ReturnType<typeof evidenceParts>, sources: Sources): Part[] {
  const { origin, found, score, question } = data;
  const { evidence, later, leftOut } = shown;
  if (!found || !evidence || !later) return [];
  const meta = origin.kind === 'kept' ? origin.kept : origin.search;
  const drawn: Drawn = { found, score, question, coverage: coverageShown(data.coverage, meta, sources) };
  return filedAt(
    [
      { figure: evidenceFigure(drawn, evidence, sources) },
      { figure: scoredFigure(drawn, later, sources) },
      ...(leftOut ? [leftOutPart(drawn, leftOut, sources)] : []),
    ],
    name => `${addressAt(origin)}/files/${name}`,
  );
}

function addressAt(origin: Origin): string {
  return origin.kind === 'kept' ? `${base}/${origin.kept.ref}` : `${searchHref(origin.search)}/${origin.place}`;
}

function panelsOf(data: IndicatorData, shown: Found, sources: Sources) {
  const { origin, found, may } = data;
  const meta = origin.kind === 'kept' ? origin.kept : origin.search;
  const covered = data.coverage && caseCoverage(data.coverage, sources.names);
  return [
    ...(origin.kind === 'kept' ? [usedOf(origin.uses, may.own, sources)] : []),
    {
      title: sources.names.label('risk:computed.title'),
      items: computedItems({ ...meta, method: methodOf(origin) }, shown.folded, sources),
    },
    ...(found ? [membersOf(found, sources)] : []),
    ...(covered ? [{ title: covered.title, items: covered.rows }] : []),
  ];
}

function againOf({ question }: IndicatorData, { names }: Sources) {
  return question && { label: names.label('risk:computed.again'), href: addressOf(base, question, question.asked) };
}

function methodOf(origin: Origin): Method {
  return origin.kind === 'kept' ? origin.kept.method : origin.search.method;
}

function scopeOf({ origin, found, may }: IndicatorData, shown: Found, sources: Sources): string {
  const { names } = sources;
  const meta = origin.kind === 'kept' ? origin.kept : origin.search;
  return [
    ...(origin.kind === 'kept' ? [origin.kept.ref] : []),
    ...(found ? [supportText(shown.share, names)] : []),
    names.text('risk:one.period', { from: names.date(meta.from), to: names.date(meta.to) }),
    ...(origin.kind === 'kept'
      ? [names.text('risk:one.kept', { login: origin.kept.keptBy, date: names.date(origin.kept.keptAt.slice(0, 10)) })]
      : []),
    names.text('risk:one.version', { version: versionText(meta, sources) }),
    ...(may.own ? [] : [names.label('risk:one.recounted')]),
  ].join(' · ');
}

/** What to look for at the gate; of what was given up its signs, not to be looked for any more. */
function gateOf({ origin, found }: IndicatorData, shown: Found, sources: Sources) {
  const { names } = sources;
  const isOver = origin.kind === 'kept' && origin.kept.givenUpAt !== null;
  return {
    isOver,
    title: names.label(isOver ? 'risk:gate.over' : 'risk:gate.title'),
    signs: shown.signs.map(sign => signLine(sign, sources)),
    note:
      found && !isOver
        ? names.text('risk:gate.note', {
            share: shareText(found.share.hits, found.share.cases, names),
            outcome: outcomeText(found, sources),
          })
        : names.label('risk:gate.noteOnly'),
  };
}

function picturesShown({ pictures }: IndicatorData, { names }: Sources) {
  if (!pictures) return undefined;
  const { cards, total, number, href } = pictures;
  return {
    cards,
    title: names.label('risk:pictures.title'),
    count: names.text('risk:pictures.count', { shown: names.count(cards.length), number }),
    note: names.label('risk:pictures.note'),
    all: { label: names.text('risk:pictures.all', { count: total, number }), href },
  };
}

interface Act {
  readonly label: string;
  readonly icon: string;
  readonly tone: string;
  /** Of a form, or of a link. */
  readonly action?: string;
  readonly href?: string;
  readonly clientUuid?: string;
}

function actsOf({ origin, may }: IndicatorData, { names }: Sources): Act[] {
  const label = (key: string): string => names.label(`risk:act.${key}`);
  if (origin.kind === 'found') {
    const action = `${addressAt(origin)}/keep`;
    return may.keep ? [{ action, label: label('keep'), icon: 'bookmark', tone: 'primary' }] : [];
  }
  const at = addressAt(origin);
  const clientUuid = randomUUID();
  const all: (Act & { readonly may: boolean })[] = [
    { may: may.alert, action: `${at}/alert`, label: label('alert'), icon: 'siren', tone: 'primary', clientUuid },
    { may: may.watch, action: `${at}/watch`, label: label('watch'), icon: 'eye', tone: '', clientUuid },
    { may: may.giveUp, href: `${at}/give-up`, label: label('giveUp'), icon: 'circle-x', tone: '' },
  ];
  return all.filter(act => act.may).map(({ may: _may, ...act }) => act);
}

function usedOf(uses: readonly IndicatorUse[], isOwn: boolean, { names }: Sources) {
  const alerts = uses.filter(({ kind }) => kind === 'alert');
  const watches = uses.filter(({ kind }) => kind === 'watch');
  const offices = new Set(watches.map(({ officeId }) => officeId)).size;
  return {
    title: names.label('risk:used.title'),
    items: [
      ...(isOwn && alerts.length > 0
        ? alerts.map(({ target, loginId, madeAt }) => ({
            label: names.label('risk:used.alert'),
            value: target,
            href: `/cws/documents/${target}`,
            note: `${loginId}, ${timeText(madeAt, names.lang)}`,
          }))
        : [
            {
              label: names.label('risk:used.alert'),
              value: alerts.length === 0 ? names.label('risk:used.none') : names.count(alerts.length),
            },
          ]),
      {
        label: names.label('risk:used.watch'),
        value:
          watches.length === 0
            ? names.label('risk:used.none')
            : names.text('risk:used.watches', {
                count: watches.length,
                number: names.count(watches.length),
                offices: names.count(offices),
              }),
      },
    ],
  };
}
