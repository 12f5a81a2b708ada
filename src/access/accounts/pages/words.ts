import type { TFunction } from 'i18next';
import type { Language, Texts } from '../../../i18n/index.ts';
import type { Offices } from '../../../reference/index.ts';
import type { Access, Account } from '../account.ts';

/** Names of things in the viewer's language. */
export interface Words {
  readonly lang: Language;
  readonly t: (key: string, values?: Readonly<Record<string, unknown>>) => string;
  readonly office: (code: string) => string;
  readonly level: (level: string) => string;
  /** Duties by their short names; '' for none. */
  readonly duties: (duties: readonly string[]) => string;
  readonly access: (access: Access) => string;
  /** "2026-11-24 12:30 UTC"; '' for null. */
  readonly time: (at: Date | null) => string;
}

export function wordsFor(context: { readonly texts: Texts; readonly offices: Offices }, lang: Language): Words {
  const t = context.texts.t[lang] as TFunction as unknown as Words['t'];
  const level = (one: string): string => t(`common:level.${one}`);
  const duties = (all: readonly string[]): string => all.map(one => t(`common:dutyShort.${one}`)).join(', ');
  return {
    lang,
    t,
    level,
    duties,
    office: code => context.offices.name(code, lang),
    access: access => [level(access.level), duties(access.duties)].filter(Boolean).join(', '),
    time: at => (at === null ? '' : `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`),
  };
}

interface Tag {
  readonly tone: string;
  readonly icon: string;
  readonly label: string;
}

const looks: Readonly<Record<string, readonly [tone: string, icon: string]>> = {
  live: ['good', 'circle-check'],
  pending: ['info', 'clock-3'],
  suspended: ['warn', 'pause'],
  expired: ['', 'circle-stop'],
  ended: ['', 'circle-stop'],
  ending: ['warn', 'hourglass'],
  locked: ['bad', 'lock'],
};

/** The one thing to know about an account's state: that it is locked or ends soon comes before that it is in use. */
export function stateTag(
  account: Pick<Account, 'state' | 'lockedUntil' | 'factorLockedUntil' | 'endsOn'>,
  words: Words,
  soon: string,
): Tag {
  const isEnding =
    account.endsOn !== null && account.endsOn <= soon && account.state !== 'expired' && account.state !== 'ended';
  const isOpen = account.state === 'live' || account.state === 'pending';
  const key =
    isOpen && (account.lockedUntil ?? account.factorLockedUntil) !== null
      ? 'locked'
      : isOpen && isEnding
        ? 'ending'
        : account.state;
  const [tone = '', icon = 'circle-dashed'] = looks[key] ?? [];
  return { tone, icon, label: words.t(`accounts:state.${key}`) };
}

/** The reason the portal itself wrote, in the viewer's language. */
export function endWords(reason: string, { t }: Words): string {
  if (reason === 'the old address objected') return t('people:notice.objected');
  const year = /^not confirmed in the review of (\d{4})$/.exec(reason)?.[1];
  return year === undefined ? reason : t('accounts:notice.notReviewed', { year });
}
