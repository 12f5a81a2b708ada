import { rights } from '../rights.ts';
import { hasFactor, type OwnFactors } from '../factors/store.ts';
import { deviceDays, type KnownDevice } from '../session/store-devices.ts';
import { mostSessions, type LastSignIn, type OwnSession } from '../session/store-sessions.ts';
import type { Viewer } from '../viewer.ts';
import { deviceOf } from './device.ts';
import { chosenKinds, type ChosenKind } from './notification-kinds.ts';
import type { AccountWords } from './words.ts';

interface AccountSources {
  readonly viewer: Viewer;
  readonly last: LastSignIn;
  readonly sessions: readonly OwnSession[];
  readonly devices: readonly KnownDevice[];
  readonly factors: OwnFactors;
  readonly choices: Readonly<Record<ChosenKind, boolean>>;
  readonly isRequired: boolean;
  readonly words: AccountWords;
}

/** The page of one's own account. Pure. */
export function presentAccount({
  viewer,
  last,
  sessions,
  devices,
  factors,
  choices,
  isRequired,
  words,
}: AccountSources) {
  const { t } = words;
  return {
    who: whoItems(viewer, words),
    signIn: { items: signInItems(last, words), warns: last.failed > 0 },
    factors: factorRows(factors, isRequired, words),
    readsWebsite: rights.member(viewer),
    sessions: sessions.map(one => presentSession(one, words)),
    others: sessions.length - 1,
    most: mostSessions,
    devices: devices.map(one => presentDevice(one, words)),
    deviceDays,
    notifications: [
      { kind: 'account', fixed: true, ticked: true },
      ...chosenKinds.map(kind => ({ kind, fixed: false, ticked: choices[kind] })),
    ].map(one => ({
      ...one,
      label: t(`account:notifications.${one.kind}.name`),
      hint: t(`account:notifications.${one.kind}.what`),
    })),
  };
}

function whoItems({ loginId, office, level, duties }: Viewer, { lang, t }: AccountWords) {
  return [
    { label: t('common:account.login'), value: loginId },
    {
      label: t('common:account.office'),
      value: lang === 'fr' ? office.nameFr : office.nameEn,
      note: t(`common:officeKind.${office.kind}`),
    },
    { label: t('common:account.level'), value: t(`common:level.${level}`), note: t(`account:level.${level}`) },
    {
      label: t('common:account.duties'),
      value: duties.length > 0 ? duties.map(duty => t(`common:duty.${duty}`)).join(', ') : t('common:none'),
    },
  ];
}

function signInItems(last: LastSignIn, { t, time }: AccountWords) {
  return [
    {
      label: t('account:signIn.before'),
      value: last.at === null ? t('account:signIn.first') : time(last.at),
      ...(last.address === null ? {} : { note: t('account:signIn.from', { address: last.address }) }),
    },
    { label: t('account:signIn.failed'), value: t('account:signIn.tries', { count: last.failed }) },
  ];
}

function factorRows(factors: OwnFactors, isRequired: boolean, { t, day }: AccountWords) {
  if (!hasFactor(factors)) {
    return [
      {
        title: t('account:factors.none'),
        text: t(isRequired ? 'account:factors.noneRequired' : 'account:factors.noneOffered'),
        icon: 'shield',
        tone: 'warn',
        end: t('account:factors.setUp'),
        endHref: '/account/factors',
      },
    ];
  }
  return [
    ...(factors.app
      ? [
          {
            title: t('account:app.name'),
            text: t('account:since', { day: day(factors.app.since) }),
            icon: 'smartphone',
            tone: 'good',
          },
        ]
      : []),
    ...factors.passkeys.map(one => ({
      title: t('account:passkey.named', { name: one.name }),
      text: passkeyText(one, { t, day }),
      icon: 'key-round',
      tone: 'good',
    })),
    {
      title: t('account:codes.name'),
      text: t('account:codes.left', { count: factors.codesLeft }),
      icon: 'list',
      ...(factors.codesLeft < 3 ? { tone: 'warn' } : {}),
    },
  ];
}

export function passkeyText(
  { since, usedAt }: OwnFactors['passkeys'][number],
  { t, day }: Pick<AccountWords, 't' | 'day'>,
): string {
  return [
    t('account:since', { day: day(since) }),
    usedAt === null ? t('account:passkey.unused') : t('account:passkey.used', { day: day(usedAt) }),
  ].join(' · ');
}

/** "Firefox on Windows", and the icon of such a thing. */
function namedDevice(userAgent: string, { t }: AccountWords) {
  const { browser, system, isPhone } = deviceOf(userAgent);
  const device =
    browser && system
      ? t('account:sessions.device', { browser, system })
      : (browser ?? system ?? t('account:sessions.unknown'));
  return { device, icon: isPhone ? 'smartphone' : 'monitor' };
}

function presentDevice(one: KnownDevice, words: AccountWords) {
  return {
    ...namedDevice(one.device, words),
    id: one.id,
    current: one.current,
    address: one.address,
    used: words.day(one.usedAt),
  };
}

function presentSession(one: OwnSession, words: AccountWords) {
  const { time } = words;
  return {
    ...namedDevice(one.device, words),
    id: one.id,
    current: one.current,
    address: one.address,
    opened: time(one.openedAt),
    seen: time(one.seenAt),
  };
}
