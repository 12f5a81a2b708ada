import type { Viewer } from '../../viewer.ts';
import type { Account } from '../account.ts';
import { actions, administers, can, isOpenTo } from '../permissions.ts';
import type { Action } from '../permissions.ts';
import { paths } from './presenter-form.ts';
import { presentChanges } from './presenter-history.ts';
import type { Change, FailedTry } from '../store-history.ts';
import { endingDays } from '../store-list.ts';
import type { Proposal } from '../store-proposals.ts';
import { endWords, stateTag } from './words.ts';
import type { Words } from './words.ts';
import { addDays } from '../../../text/plain-date.ts';

interface AccountSources {
  readonly viewer: Viewer;
  readonly account: Account;
  readonly changes: readonly Change[];
  readonly failed: readonly FailedTry[];
  readonly proposal?: Proposal;
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
    notices: noticesOf(sources),
    proposal: proposalOf(sources),
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
    ...(account.tries > 0 ? [fact('tries', String(account.tries))] : []),
  ];
}

/** Why nobody can sign in, if so. */
function noticesOf({ account, failed, words }: AccountSources) {
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
    ...(account.state === 'pending' ? [{ tone: 'info', icon: 'clock-3', text: t('accounts:notice.pending') }] : []),
  ];
}

function proposalOf({ viewer, account, proposal, words }: AccountSources) {
  if (!proposal || !administers(viewer) || !isOpenTo('access', account)) return undefined;
  const { t } = words;
  const base = `/access/accounts/${account.id}/proposals/${proposal.id}`;
  const isMine = proposal.madeBy === viewer.accountId;
  const isAboutMe = account.id === viewer.accountId;
  return {
    tone: 'warning',
    icon: 'users',
    title: t('accounts:proposal.title'),
    text: t('accounts:proposal.text', {
      by: proposal.by,
      at: words.time(proposal.madeAt),
      access: words.access(proposal),
    }),
    note: [
      t('accounts:notice.reason', { reason: proposal.reason }),
      isMine ? t('accounts:proposal.second') : isAboutMe ? t('accounts:proposal.yours') : '',
    ]
      .filter(Boolean)
      .join(' '),
    actions: isAboutMe
      ? []
      : [
          ...(isMine ? [] : [{ label: t('accounts:proposal.confirm'), href: `${base}/confirmation`, tone: 'primary' }]),
          { label: t(isMine ? 'accounts:proposal.withdraw' : 'accounts:proposal.refuse'), href: `${base}/refusal` },
        ],
  };
}

const icons: Readonly<Record<Action, string>> = {
  access: 'settings-2',
  endDate: 'calendar',
  suspension: 'pause',
  resumption: 'play',
  unlocking: 'lock',
  reset: 'mail',
  ending: 'circle-stop',
};

function actionsOf({ viewer, account, words }: AccountSources) {
  const open = actions.filter(action => can(viewer, action, account) && (action !== 'unlocking' || account.tries > 0));
  return open.map(action => ({
    label: words.t(`accounts:verb.${action}.link`),
    href: `/access/accounts/${account.id}/${paths[action]}`,
    icon: icons[action],
    ...(action === 'ending' ? { tone: 'danger' } : {}),
  }));
}

function noteOf({ viewer, account, words }: AccountSources): string | undefined {
  if (viewer.accountId === account.id) return words.t('accounts:page.you');
  return actions.some(action => can(viewer, action, account)) ? undefined : words.t('accounts:page.nothing');
}
