import { choice, longestReason, version, type FormField } from '../../fields/index.ts';
import type { FormPage } from '../../forms/index.ts';
import type { Office, Offices } from '../../reference/index.ts';
import type { Account } from '../accounts/account.ts';
import type { Words } from '../applications/pages/presenter-words.ts';
import { reason } from '../form-fields.ts';
import { levels, type Viewer } from '../viewer.ts';
import { isTarget, levelsOnArrival, mayDecide, mayWithdraw } from './permissions.ts';
import type { Move } from './store.ts';

type Typed = Readonly<Partial<Record<string, string>>>;
const listed = { required: 'errors:fields.required', notAChoice: 'errors:fields.notInList' };
const acts = ['agree', 'refuse', 'withdraw'] as const;

export function askingFields(targets: readonly Office[]) {
  return {
    office: choice(
      targets.map(({ code }) => code),
      { problems: listed },
    ),
    version,
    reason,
  };
}
export const decisionFields = {
  act: choice(acts, { problems: listed }),
  level: choice(levels, { optional: true, problems: listed }),
  version,
  reason,
};

/** Offices an officer of this one may move to, by name. */
export function targetsOf(from: Office, offices: Offices): Office[] {
  return offices.all.filter(to => isTarget(from, to) && to.activeTo === null);
}

interface Sources {
  readonly words: Words;
  readonly typed?: Typed;
  readonly stale?: boolean;
}

export function askingForm({
  account,
  targets,
  words,
  typed = {},
  stale = false,
}: Sources & { account: Account; targets: readonly Office[] }): FormPage {
  const { t } = words;
  const back = `/access/accounts/${account.id}`;
  return {
    title: t('people:correction.of', { title: t('people:move.title'), login: account.loginId }),
    lead: t('people:move.lead'),
    crumbs: [
      { label: t('accounts:list.title'), href: '/access/accounts' },
      { label: account.loginId, href: back },
      { label: t('people:move.title') },
    ],
    action: `${back}/move`,
    cancelHref: back,
    hidden: { version: String(account.version) },
    submit: { label: t('people:move.submit'), icon: 'arrow-right' },
    ...(stale ? { meanwhile: { text: t('accounts:form.stale'), items: [] } } : {}),
    groups: [
      {
        fields: [
          {
            name: 'office',
            type: 'choice',
            display: 'select',
            label: t('people:move.office'),
            hint: t('people:move.officeHint'),
            value: typed.office ?? '',
            options: targets
              .map(({ id, code }) => ({ value: code, label: words.office(id) }))
              .sort((a, b) => a.label.localeCompare(b.label, words.lang)),
          },
          reasonField(words, typed),
        ],
      },
    ],
  };
}

export function decisionForm({
  viewer,
  move,
  to,
  words,
  typed = {},
  stale = false,
}: Sources & { viewer: Viewer; move: Move; to: Office }): FormPage {
  const { t } = words;
  const decides = mayDecide(viewer, move);
  const open = acts.filter(act => (act === 'withdraw' ? mayWithdraw(viewer, move) : decides));
  return {
    title: t('people:correction.of', { title: t('people:move.decide'), login: move.loginId }),
    lead: t('people:move.asked', {
      by: move.by,
      day: words.day(move.madeAt),
      name: [move.personName ?? move.loginId, move.unit].filter(Boolean).join(', '),
      level: words.level(move.level),
      from: words.office(move.fromOffice),
      to: words.office(move.toOffice),
      reason: move.reason,
    }),
    crumbs: [
      { label: t('accounts:list.title'), href: '/access/accounts' },
      { label: t('people:move.list'), href: '/access/moves' },
      { label: move.loginId },
    ],
    action: `/access/moves/${move.id}`,
    cancelHref: '/access/moves',
    hidden: { version: String(move.version) },
    submit: { label: t('people:move.save'), icon: 'check' },
    ...(stale ? { meanwhile: { text: t('accounts:form.stale'), items: [] } } : {}),
    groups: [
      {
        fields: [
          {
            name: 'act',
            type: 'choice',
            display: 'radios',
            label: t('people:move.act'),
            value: typed.act ?? '',
            options: open.map(value => ({ value, label: t(`people:move.${value}`) })),
          },
          ...(decides
            ? [
                {
                  name: 'level',
                  type: 'choice' as const,
                  display: 'radios' as const,
                  optional: true,
                  label: t('people:move.level'),
                  hint: t(to.kind === 'administration' ? 'people:move.levelHint' : 'people:move.levelHintTwo'),
                  value: typed.level ?? '',
                  options: levelsOnArrival(viewer, to.kind).map(value => ({ value, label: words.level(value) })),
                },
              ]
            : []),
          reasonField(words, typed),
        ],
      },
    ],
  };
}

function reasonField({ t }: Words, typed: Typed): FormField {
  return {
    name: 'reason',
    type: 'longtext',
    rows: 3,
    max: longestReason,
    label: t('accounts:form.reason'),
    hint: t('accounts:form.reasonHint'),
    value: typed.reason ?? '',
  };
}
