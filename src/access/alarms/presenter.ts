import {
  habitKinds,
  type Alarm,
  type AlarmKind,
  type RaisedKind,
  type AlarmRule,
  type OfficeNetwork,
  type RuleChange,
} from '../../audit/index.ts';
import type { FieldProblem } from '../../errors.ts';
import type { Offices } from '../../reference/index.ts';
import { queryString } from '../trail/criteria.ts';
import { spokenProblems } from '../trail/presenter-exports.ts';
import { timeOf, type Words } from '../trail/words.ts';
import { numberFormat } from '../../text/formats.ts';

const base = '/access/alarms';
export const alarmsPerPage = 50;
const icons: Readonly<Record<RaisedKind, string>> = {
  refusals: 'ban',
  reads: 'eye',
  exports: 'download',
  places: 'map-pin',
  lock_outs: 'lock',
  trail: 'triangle-alert',
};

function seenBy({ acknowledgedLogin: login, acknowledgedAt }: Alarm, { t }: Words): string {
  return login === null ? '' : t('audit:alarms.seenBy', { login, time: timeOf(acknowledgedAt ?? '') });
}

/** What happened, in one sentence. */
function sentenceOf({ kind, subject, detail, fromAt, untilAt }: Alarm, words: Words): string {
  const minutes = Math.max(1, Math.round((Date.parse(untilAt) - Date.parse(fromAt)) / 60_000));
  if (kind === 'trail') return words.t(`audit:alarms.trail.${subject}`);
  const { count, limit, mean } = detail;
  const shown = (value: unknown): string => (typeof value === 'number' ? words.count(value) : '');
  const places = (Array.isArray(detail.values) ? detail.values : [])
    .map(place => (place === 'office' ? words.t('audit:alarms.officePlace') : String(place)))
    .join(', ');
  return words.t(`audit:alarms.sentence.${kind}`, {
    subject,
    count: Number(count ?? 0),
    number: shown(count),
    limit: shown(limit),
    mean: shown(mean),
    minutes,
    places,
    day: fromAt.slice(0, 10),
  });
}

function tabs(current: string, open: number, words: Words) {
  const item = (key: string, href: string, count?: number) => ({
    label: words.t(`audit:alarms.tab.${key}`),
    href,
    current: key === current,
    ...(count ? { count: words.count(count) } : {}),
  });
  return {
    label: words.t('audit:alarms.tabs'),
    items: [
      item('open', base, open),
      item('seen', `${base}?state=seen`),
      item('rules', `${base}/rules`),
      item('networks', `${base}/networks`),
    ],
  };
}

export function presentAlarms(alarms: readonly Alarm[], state: 'open' | 'seen', open: number, words: Words) {
  const shown = alarms.slice(0, alarmsPerPage);
  const older =
    alarms.length > alarmsPerPage
      ? `${base}?${state === 'seen' ? 'state=seen&' : ''}below=${shown.at(-1)?.number}`
      : undefined;
  return {
    title: words.t('audit:alarms.title'),
    tabs: tabs(state, open, words),
    state,
    older,
    rows: shown.map(alarm => ({
      title: words.t(`audit:alarms.kind.${alarm.kind}`),
      text: [sentenceOf(alarm, words), seenBy(alarm, words)].filter(Boolean).join(' '),
      href: `${base}/${alarm.number}`,
      icon: icons[alarm.kind],
      ...(alarm.acknowledgedAt === null ? { tone: alarm.kind === 'trail' ? 'bad' : 'warn' } : {}),
      end: timeOf(alarm.raisedAt).slice(0, 16),
    })),
  };
}

/** Whom an alarm about use is of, and when. */
function subjectFacts({ kind, subject, officeId, fromAt, untilAt }: Alarm, words: Words) {
  const { t } = words;
  return [
    { label: t(kind === 'lock_outs' ? 'audit:alarms.address' : 'audit:alarms.login'), value: subject },
    ...(officeId === null ? [] : [{ label: t('audit:row.office'), value: words.office(officeId) }]),
    { label: t('audit:alarms.from'), value: `${timeOf(fromAt)} UTC` },
    { label: t('audit:alarms.until'), value: `${timeOf(untilAt)} UTC` },
  ];
}

export function presentAlarm(
  alarm: Alarm,
  words: Words,
  form: { readonly note: string; readonly problems: readonly FieldProblem[] },
) {
  const { t } = words;
  const isAddress = alarm.kind === 'lock_outs';
  const isTrail = alarm.kind === 'trail';
  const days = {
    from: alarm.fromAt.slice(0, 10),
    to: new Date(Date.parse(alarm.untilAt) - 1).toISOString().slice(0, 10),
  };
  const rows = queryString({ ...(isAddress ? { address: alarm.subject } : { login: alarm.subject }), ...days });
  const values = Array.isArray(alarm.detail.values) && alarm.kind !== 'refusals' ? alarm.detail.values.join(', ') : '';
  return {
    title: t(`audit:alarms.kind.${alarm.kind}`),
    number: alarm.number,
    sentence: sentenceOf(alarm, words),
    see: isTrail
      ? { label: t('audit:chain.see'), href: '/access/audit/chain', icon: 'link' }
      : { label: t('audit:alarms.see'), href: `/access/audit?${rows}`, icon: 'list' },
    isOpen: alarm.acknowledgedAt === null,
    tag:
      alarm.acknowledgedAt === null
        ? { tone: 'warn', icon: 'bell', label: t('audit:alarms.waits') }
        : { tone: 'good', icon: 'circle-check', label: t('audit:alarms.seen') },
    facts: [
      ...(isTrail ? [] : subjectFacts(alarm, words)),
      { label: t('audit:alarms.raised'), value: `${timeOf(alarm.raisedAt)} UTC` },
      ...(values === ''
        ? []
        : [{ label: t(`audit:alarms.values.${isTrail ? `trail_${alarm.subject}` : alarm.kind}`), value: values }]),
      ...(alarm.acknowledgedLogin === null
        ? []
        : [
            {
              label: t('audit:alarms.seen'),
              value: t('audit:exports.by', {
                login: alarm.acknowledgedLogin,
                time: timeOf(alarm.acknowledgedAt ?? ''),
              }),
            },
            { label: t('audit:alarms.note'), value: alarm.note ?? '' },
          ]),
    ],
    note: form.note,
    ...spokenProblems(form.problems, words),
  };
}

/** What was typed into the form of one rule, and what was wrong with it. */
export interface RuleAttempt {
  readonly kind: AlarmKind;
  readonly typed: Readonly<Record<string, string>>;
  readonly problems: readonly FieldProblem[];
}

export function presentRules(
  rules: readonly AlarmRule[],
  changes: readonly RuleChange[],
  open: number,
  words: Words,
  attempt?: RuleAttempt,
) {
  const { t } = words;
  return {
    title: t('audit:alarms.tab.rules'),
    tabs: tabs('rules', open, words),
    problems: (attempt?.problems ?? []).map(({ path, key }) => ({ text: t(key), href: `#${attempt?.kind}-${path}` })),
    rules: rules.map(rule => {
      const own = attempt?.kind === rule.kind ? attempt : undefined;
      const kept: Record<string, string> = {
        threshold: String(rule.threshold),
        least: rule.least === null ? '' : String(rule.least),
        windowMinutes: String(rule.windowMinutes),
        active: rule.active ? 'yes' : 'no',
        reason: '',
      };
      const errors = Object.fromEntries((own?.problems ?? []).map(({ path, key }) => [path, t(key)]));
      const isHabit = habitKinds.includes(rule.kind);
      return {
        kind: rule.kind,
        title: t(`audit:alarms.kind.${rule.kind}`),
        text: t(`audit:alarms.ruleText.${rule.kind}`),
        isHabit,
        isActive: rule.active,
        typed: { ...kept, ...own?.typed },
        errors,
        isOpen: own !== undefined,
        summary: ruleText(rule, words),
      };
    }),
    events: changes.map(change => ({
      title: t(`audit:alarms.kind.${change.kind}`),
      who: change.loginId,
      reason: change.reason,
      when: timeOf(change.at),
      datetime: change.at,
      icon: 'settings-2',
      changes: [
        {
          label: t('audit:alarms.rule'),
          old: ruleText({ kind: change.kind, ...change.old }, words),
          new: ruleText({ kind: change.kind, ...change.new }, words),
        },
      ],
    })),
  };
}

function ruleText(rule: AlarmRule, { t, count, lang }: Words): string {
  const said = t(`audit:alarms.ruleShort.${rule.kind}`, {
    threshold: numberFormat(lang).format(rule.threshold),
    least: count(rule.least ?? 0),
    minutes: count(rule.windowMinutes),
  });
  return rule.active ? said : `${said} · ${t('audit:alarms.off')}`;
}

export function presentNetworks(
  networks: readonly OfficeNetwork[],
  open: number,
  words: Words,
  offices: Offices,
  form: { readonly typed: Readonly<Record<string, string>>; readonly problems: readonly FieldProblem[] },
) {
  return {
    title: words.t('audit:alarms.tab.networks'),
    tabs: tabs('networks', open, words),
    rows: networks.map(({ id, officeId, block, note, addedAt }) => ({
      id,
      office: words.office(officeId),
      block,
      note,
      time: addedAt.slice(0, 10),
    })),
    offices: offices.all
      .map(({ code, nameEn, nameFr }) => ({ value: code, label: words.lang === 'fr' ? nameFr : nameEn }))
      .toSorted((a, b) => a.label.localeCompare(b.label, words.lang)),
    typed: form.typed,
    ...spokenProblems(form.problems, words),
  };
}
