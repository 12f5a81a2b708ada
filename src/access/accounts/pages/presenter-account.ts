import type { Viewer } from '../../viewer.ts';
import type { Account } from '../account.ts';
import { actions, can, type Action } from '../permissions.ts';
import { paths } from './presenter-form.ts';
import { presentChanges } from './presenter-history.ts';
import type { Change, FailedTry } from '../store-history.ts';
import { endingDays } from '../store-list.ts';
import type { presentProposal } from './presenter-proposal.ts';
import type { OpenAddress } from '../../corrections/store.ts';
import { mayAsk } from '../../moves/permissions.ts';
import type { Move } from '../../moves/store.ts';
import { mayCorrect } from '../../corrections/permissions.ts';
import { endWords, stateTag, type Words } from './words.ts';
import { addDays } from '../../../text/plain-date.ts';

interface AccountSources {
  readonly viewer: Viewer;
  readonly account: Account;
  readonly changes: readonly Change[];
  readonly failed: readonly FailedTry[];
  /** Networks this account was tried from in the last day, from which nobody can sign in for some minutes. */
  readonly waiting: readonly string[];
  /** See presenter-proposal.ts. */
  readonly proposal?: ReturnType<typeof presentProposal>;
  /** A new address that waits for its confirmation. */
  readonly address?: OpenAddress;
  /** A move to another office that waits. */
  readonly move?: Move;
  /** Name of the office it leads to. */
  readonly moveTo?: string;
  readonly words: Words;
  readonly today: string;
  /** What was just done: a key of `accounts:done`. */
  readonly report?: string;
}

/** One account in words: who, what it may do, how it stands, what can be done, and what was. Pure. */
export function presentAccount(sources: AccountSources) {
  const { account, words, today, report } = sources;
  const { t } = words;
  return {
    title: account.loginId,
    tag: stateTag(account, words, addDays(today, endingDays)),
    scope: [account.personName, account.unit, words.office(account.officeCode)].filter(Boolean).join(' · '),
    demo: account.demo,
    done: report ? t(`accounts:done.${report}`) : undefined,
    notices: [...noticesOf(sources), ...addressNotice(sources), ...moveNotice(sources)],
    proposal: sources.proposal,
    strip: [
      { label: t('accounts:fact.level'), value: words.level(account.level), rest: words.duties(account.duties) },
      { label: t('accounts:fact.endsOn'), value: account.endsOn ?? t('accounts:fact.noEnd') },
      { label: t('accounts:fact.seen'), value: words.time(account.lastSignInAt) || t('accounts:fact.never') },
      { label: t('accounts:fact.confirmed'), value: account.confirmedOn },
    ],
    facts: factsOf(sources),
    actions: actionsOf(sources),
    note: noteOf(sources),
    history: presentChanges(sources.changes, account, words),
  };
}

function factsOf({ account, words }: AccountSources) {
  const { t } = words;
  const fact = (key: string, value: string | null) => ({ label: t(`accounts:fact.${key}`), value });
  return [
    fact('login', account.loginId),
    fact('person', account.personName),
    fact('unit', account.unit),
    fact('email', account.email),
    fact('office', words.office(account.officeCode)),
    fact('duties', account.duties.map(duty => t(`common:duty.${duty}`)).join(', ') || t('accounts:history.none')),
    fact('language', t(`common:language.${account.lang}`)),
    fact('created', words.time(account.createdAt)),
    fact('activated', words.time(account.activatedAt)),
    fact('factor', t(account.hasFactor ? 'accounts:factor.set' : 'accounts:factor.none')),
    ...(account.tries > 0 ? [fact('tries', String(account.tries))] : []),
    ...(account.factorTries > 0 ? [fact('factorTries', String(account.factorTries))] : []),
  ];
}

/** Why nobody can sign in, if so. */
function noticesOf({ account, failed, waiting, words }: AccountSources) {
  const { t } = words;
  const reason = (text: string | null) =>
    text === null ? undefined : t('accounts:notice.reason', { reason: endWords(text, words) });
  if (account.state === 'ended')
    return [
      {
        tone: 'warning',
        icon: 'circle-stop',
        text: t('accounts:notice.ended', { at: words.time(account.endedAt) }),
        note: reason(account.endReason),
      },
    ];
  const addresses = [...new Set(failed.map(({ address }) => address).filter(one => one !== null))].join(', ');
  return [
    ...(account.state === 'expired'
      ? [{ tone: 'warning', icon: 'circle-stop', text: t('accounts:notice.expired', { at: account.endsOn }) }]
      : []),
    ...(account.state === 'suspended'
      ? [
          {
            tone: 'warning',
            icon: 'pause',
            note: reason(account.suspendedReason),
            text: t(account.suspendedUntil === null ? 'accounts:notice.suspended' : 'accounts:notice.suspendedUntil', {
              since: words.time(account.suspendedAt),
              until: account.suspendedUntil,
            }),
          },
        ]
      : []),
    ...(account.lockedUntil === null
      ? []
      : [
          {
            tone: 'error',
            icon: 'lock',
            text: t('accounts:notice.locked', { until: words.time(account.lockedUntil), tries: account.tries }),
            note: addresses === '' ? undefined : t('accounts:notice.lockedFrom', { addresses }),
          },
        ]),
    ...(waiting.length === 0
      ? []
      : [
          { tone: 'warning', icon: 'lock', text: t('accounts:notice.addressWaits', { addresses: waiting.join(', ') }) },
        ]),
    ...(account.factorLockedUntil === null
      ? []
      : [
          {
            tone: 'error',
            icon: 'lock',
            text: t('accounts:notice.factorLocked', {
              until: words.time(account.factorLockedUntil),
              tries: account.factorTries,
            }),
          },
        ]),
    ...(account.state === 'pending' ? [{ tone: 'info', icon: 'clock-3', text: t('accounts:notice.pending') }] : []),
  ];
}

/** A new address that nobody has confirmed yet, and what can be done about it. */
function addressNotice({ viewer, account, address, words }: AccountSources) {
  if (!address || account.state === 'ended') return [];
  const { t } = words;
  const key = address.lapsed ? 'people:notice.addressLapsed' : 'people:notice.address';
  return [
    {
      tone: 'info',
      icon: 'mail',
      text: t(key, { becomes: address.becomes, by: address.by, until: words.time(address.expiresAt) }),
      ...(mayCorrect(viewer, account)
        ? { actions: [{ label: t('people:address.link'), href: `/access/accounts/${account.id}/address` }] }
        : {}),
    },
  ];
}

function moveNotice({ account, move, moveTo, words }: AccountSources) {
  if (!move || account.state === 'ended') return [];
  return [
    {
      tone: 'info',
      icon: 'arrow-right',
      text: words.t('people:notice.move', { by: move.by, to: moveTo ?? '' }),
      actions: [{ label: words.t('people:move.see'), href: `/access/moves/${move.id}` }],
    },
  ];
}

const icons: Readonly<Record<Action, string>> = {
  access: 'settings-2',
  endDate: 'calendar',
  suspension: 'pause',
  resumption: 'play',
  unlocking: 'lock',
  reset: 'mail',
  factorReset: 'smartphone',
  ending: 'circle-stop',
};

function actionsOf({ viewer, account, move, words }: AccountSources) {
  const isOfUse: Partial<Record<Action, boolean>> = {
    unlocking: account.tries + account.factorTries > 0,
    factorReset: account.hasFactor,
  };
  const open = actions.filter(action => can(viewer, action, account) && (isOfUse[action] ?? true));
  return [
    ...(mayCorrect(viewer, account)
      ? [
          {
            label: words.t('people:correction.link'),
            href: `/access/accounts/${account.id}/corrections`,
            icon: 'square-pen',
          },
        ]
      : []),
    ...(mayAsk(viewer, account) && !move
      ? [{ label: words.t('people:move.link'), href: `/access/accounts/${account.id}/move`, icon: 'arrow-right' }]
      : []),
    ...open.map(action => ({
      label: words.t(`accounts:verb.${action}.link`),
      href: `/access/accounts/${account.id}/${paths[action]}`,
      icon: icons[action],
      ...(action === 'ending' ? { tone: 'danger' } : {}),
    })),
  ];
}

function noteOf({ viewer, account, words }: AccountSources): string | undefined {
  if (viewer.accountId === account.id) return words.t('accounts:page.you');
  return mayCorrect(viewer, account) || actions.some(action => can(viewer, action, account))
    ? undefined
    : words.t('accounts:page.nothing');
}
