import type { AccountsContext } from '../context.ts';
import type { Account } from '../account.ts';
import { proposedWords } from '../commands/propose.ts';
import type { Proposal } from '../proposal.ts';
import type { Viewer } from '../../viewer.ts';
import type { WaitingProposal } from '../store-proposals.ts';
import { frameOf, identityField, reasonField, type FormSources } from './presenter-form.ts';
import type { Words } from './words.ts';

export type Verb = 'confirmation' | 'refusal';
type Context = Pick<AccountsContext, 'texts'>;

const pathOf = ({ accountId, id }: Pick<Proposal, 'accountId' | 'id'>, verb: Verb): string =>
  `/access/accounts/${accountId}/proposals/${id}/${verb}`;

/** What waits for a second person, as the account's page says it, with what the viewer may do about it. Pure. */
export function presentProposal(
  context: Context,
  {
    viewer,
    account,
    proposal,
    decides,
    words,
  }: {
    readonly viewer: Viewer;
    readonly account: Pick<Account, 'id'>;
    readonly proposal: Proposal;
    /** Whether the viewer may be the second person. */
    readonly decides: boolean;
    readonly words: Words;
  },
) {
  const { t } = words;
  const isMine = proposal.madeBy === viewer.accountId;
  const isAboutMe = account.id === viewer.accountId;
  return {
    tone: 'warning',
    icon: 'users',
    title: t('proposals:notice.title'),
    text: t('accounts:proposal.text', {
      by: proposal.by,
      at: words.time(proposal.madeAt),
      access: proposedWords(context, proposal.proposed, words.lang),
    }),
    note: [
      t('accounts:notice.reason', { reason: proposal.reason }),
      proposal.expiresAt === null ? '' : t('proposals:notice.until', { until: words.time(proposal.expiresAt) }),
      isMine ? t('proposals:notice.second') : isAboutMe ? t('accounts:proposal.yours') : '',
    ]
      .filter(Boolean)
      .join(' '),
    actions: [
      ...(decides
        ? [{ label: t('accounts:proposal.confirm'), href: pathOf(proposal, 'confirmation'), tone: 'primary' }]
        : []),
      ...(decides || isMine
        ? [
            {
              label: t(isMine ? 'accounts:proposal.withdraw' : 'accounts:proposal.refuse'),
              href: pathOf(proposal, 'refusal'),
            },
          ]
        : []),
    ],
  };
}

/** The page on which a second person decides. Pure. */
export function presentDecision(context: Context, verb: Verb, proposal: Proposal, sources: FormSources) {
  const { words } = sources;
  const { proposed } = proposal;
  const isReset = proposed.what === 'factor_reset';
  const values = {
    by: proposal.by,
    access: proposedWords(context, proposed, words.lang),
    reason: proposal.reason,
    ...(isReset ? { identity: words.t(`proposals:identity.${proposed.identity}`) } : {}),
  };
  const key = isReset && verb === 'confirmation' ? 'proposals:factorReset.agree' : `accounts:verb.${verb}`;
  return frameOf(
    {
      ...sources,
      crumb: { label: words.t('proposals:list.title'), href: '/access/proposals' },
      back: '/access/proposals',
    },
    {
      title: words.t(`${key}.title`),
      submit: words.t(isReset || verb === 'refusal' ? `${key}.submit` : 'proposals:confirm'),
      isDanger: verb === 'refusal',
      lead: words.t(`${key}.lead`, values),
      action: pathOf(proposal, verb),
      fields: [
        ...(isReset && verb === 'confirmation' ? [identityField(sources)] : []),
        reasonField(sources, verb === 'refusal'),
      ],
    },
  );
}

/** What waits for the viewer, and what the viewer asked. Pure. */
export function presentWaiting(
  context: Context,
  {
    waiting,
    asked,
    words,
  }: {
    readonly waiting: readonly WaitingProposal[];
    readonly asked: readonly WaitingProposal[];
    readonly words: Words;
  },
) {
  const { t } = words;
  const row = (verb: Verb) => (one: WaitingProposal) => ({
    title: `${one.loginId}: ${proposedWords(context, one.proposed, words.lang)}`,
    href: pathOf(one, verb),
    text: [
      [one.personName, words.office(one.officeCode)].filter(Boolean).join(', '),
      t('accounts:history.by', { by: one.by }),
      words.time(one.madeAt),
      one.expiresAt === null ? '' : t('proposals:notice.until', { until: words.time(one.expiresAt) }),
    ]
      .filter(Boolean)
      .join(' · '),
    icon: 'users',
    ...(verb === 'confirmation' ? { tone: 'warn' } : {}),
  });
  return {
    waiting: {
      section: { title: t('proposals:list.waiting'), id: 'waiting' },
      rows: waiting.map(row('confirmation')),
      empty: { text: t('proposals:list.none') },
    },
    asked: {
      section: { title: t('proposals:list.asked'), id: 'asked' },
      rows: asked.map(row('refusal')),
      empty: { text: t('proposals:list.noneAsked') },
    },
  };
}
