import { randomUUID } from 'node:crypto';
import { timeText } from '../../../text/formats.ts';
import { today } from '../../../text/plain-date.ts';
import type { Names } from '../../../seizures/index.ts';
import type { Sources } from '../../cells/sources.ts';
import { addressOf, recordsAddress } from '../../question/question.ts';
import { pages } from '../../question/presenter-question.ts';
import type { Found, Method, Tally } from '../finding/found.ts';
import type { RiskQuestion } from '../finding/read-query.ts';
import type { Score, State } from '../../indicators/score.ts';
import type { ListedCase } from '../finding/search-cases.ts';
import type { IndicatorUse, KeptIndicator } from '../kept/store-indicators.ts';
import type { RiskSearch } from '../finding/store-searches.ts';
import { evidenceOf, laterOf, leftOutOf, membersOf } from './presenter-evidence.ts';
import { caveatsOf } from './presenter-caveats.ts';
import { computedItems, versionText } from './presenter-rail.ts';
import { stateTag } from './presenter-rows.ts';
import { searchHref } from './presenter-search.ts';
import { filtersFor, noveltyOf, outcomeText, shareText, signLine, supportText, titleOf } from './presenter-words.ts';

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
  return {
    ...headOf(data, shown, sources),
    acts: actsOf(data, sources),
    ...evidenceParts(found, data.score, sources),
    gate: gateOf(shown, found, sources),
    cases: casesOf(data, shown, sources),
    panels: panelsOf(data, shown, sources),
    again: againOf(data, sources),
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
    givenUp: origin.kind === 'kept' ? givenUpOf(origin.kept, sources) : undefined,
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

function panelsOf({ origin, found, may }: IndicatorData, shown: Found, sources: Sources) {
  const meta = origin.kind === 'kept' ? origin.kept : origin.search;
  return [
    ...(origin.kind === 'kept' ? [usedOf(origin.uses, may.own, sources)] : []),
    {
      title: sources.names.label('risk:computed.title'),
      items: computedItems({ ...meta, method: methodOf(origin) }, shown.folded, sources),
    },
    ...(found ? [membersOf(found, sources)] : []),
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

function gateOf(shown: Found, found: Found | undefined, sources: Sources) {
  const { names } = sources;
  return {
    title: names.label('risk:gate.title'),
    signs: shown.signs.map(sign => signLine(sign, sources)),
    note: found
      ? names.text('risk:gate.note', {
          share: shareText(found.share.hits, found.share.cases, names),
          outcome: outcomeText(found, sources),
        })
      : names.label('risk:gate.noteOnly'),
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
    const action = `${searchHref(origin.search)}/${origin.place}/keep`;
    return may.keep ? [{ action, label: label('keep'), icon: 'bookmark', tone: 'primary' }] : [];
  }
  const at = `${base}/${origin.kept.ref}`;
  const clientUuid = randomUUID();
  const all: (Act & { readonly may: boolean })[] = [
    { may: may.alert, action: `${at}/alert`, label: label('alert'), icon: 'siren', tone: 'primary', clientUuid },
    { may: may.watch, action: `${at}/watch`, label: label('watch'), icon: 'eye', tone: '', clientUuid },
    { may: may.giveUp, href: `${at}/give-up`, label: label('giveUp'), icon: 'circle-x', tone: '' },
  ];
  return all.filter(act => act.may).map(({ may: _may, ...act }) => act);
}

function givenUpOf({ givenUpAt, givenUpBy, reason }: KeptIndicator, { names }: Sources): string | undefined {
  if (givenUpAt === null) return undefined;
  const date = names.date(givenUpAt.slice(0, 10));
  return givenUpBy === null
    ? names.text('risk:one.givenUpRule', { date })
    : names.text('risk:one.givenUpBy', { date, login: givenUpBy, reason: reason ?? '' });
}

function casesOf({ cases, question, score }: IndicatorData, shown: Found, sources: Sources) {
  const { names } = sources;
  const { narrowed, without } = filtersFor(shown.signs, sources);
  const later = score ? score.hits + score.misses : 0;
  return {
    section: {
      title: names.label('risk:cases.title'),
      note: names.text('risk:cases.note', { later: names.count(later) }),
      id: 'cases',
      ...(question
        ? {
            link: {
              label: names.label('risk:cases.open'),
              href: recordsAddress(question, { ...narrowed, to: today() }),
            },
          }
        : {}),
    },
    without:
      without.length > 0
        ? names.text('risk:cases.without', { signs: without.map(sign => signLine(sign, sources)).join(', ') })
        : '',
    none: names.label('risk:cases.none'),
    heads: ['ref', 'date', 'way', 'hidden', 'found', 'score'].map(key => names.label(`risk:cases.${key}`)),
    rows: cases.map(one => caseRow(one, names)),
  };
}

function caseRow(one: ListedCase, names: Names) {
  const { transport, quantity } = one;
  return {
    ref: one.ref,
    href: `/seizures/${encodeURIComponent(one.ref)}`,
    date: names.date(one.date),
    transport: {
      icon: transport === null ? 'ellipsis' : names.transportIcon(transport),
      label: transport === null ? names.label('analysis:value.notStated') : names.of('transport', transport),
    },
    way: [one.departure ?? '?', one.destination ?? '?'].join(' → '),
    hidden: one.concealment === null ? '–' : names.short('concealment', one.concealment),
    found: names.shortProduct(one.heading, one.product),
    quantity: quantity === null ? '' : `${names.quantity(quantity)} ${names.unit(one.unit ?? '', quantity)}`,
    hit: {
      label: names.label(one.isHit ? 'risk:hit' : 'risk:miss'),
      icon: one.isHit ? 'check' : 'x',
      tone: one.isHit ? 'info' : '',
    },
  };
}

function usedOf(uses: readonly IndicatorUse[], isOwn: boolean, { names }: Sources) {
  const alerts = uses.filter(({ kind }) => kind === 'alert');
  const watches = uses.filter(({ kind }) => kind === 'watch');
  const offices = new Set(uses.map(({ officeId }) => officeId)).size;
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
