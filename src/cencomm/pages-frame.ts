import type { Response } from 'express';
import type { Viewer } from '../access/index.ts';
import type { Words } from '../reference/index.ts';
import { headingMark } from '../seizures/index.ts';
import type { CencommContext } from './context.ts';
import { wordsOf } from './context.ts';
import type { Entered, Operation } from './operations/operation.ts';
import { countInside } from './store-counts.ts';
import type { CountsInside } from './store-counts.ts';
import { today } from '../text/plain-date.ts';

/** Pages of an operation, as its tabs name them (`cencomm:tabs.<place>`). */
export const places = ['overview', 'mail', 'board', 'files', 'members', 'settings'] as const;
export type Place = (typeof places)[number];

export const pathOf = (operationId: string): string => `/cencomm/operations/${operationId}`;

/** The head every page of an operation begins with: views/cencomm/_operation-head.ejs. */
export interface OperationFrame {
  readonly id: string;
  readonly title: string;
  readonly href: string;
  readonly state: string;
  readonly line: string;
  readonly headings: readonly { code: string; icon: string; label: string }[];
  readonly figures: readonly { value: number; label: string }[];
  readonly isHeld: boolean;
  readonly isSynthetic: boolean;
}

/** Puts the operation's tabs in place of the application's and answers its head. `known` are its counts where the page has read them. */
export async function frameOf(
  context: CencommContext,
  viewer: Viewer,
  res: Response,
  { operation, membership }: Entered,
  place: Place,
  known?: CountsInside,
): Promise<OperationFrame> {
  const words = wordsOf(context, res);
  const counts = known ?? (await countInside(context.pool, viewer, operation.id, membership.seesFromMs));
  const href = pathOf(operation.id);
  const tabs = places
    .filter(one => one !== 'settings' || membership.role === 'owner')
    .map(one => ({
      key: `cencomm:tabs.${one}`,
      href: one === 'overview' ? href : `${href}/${one}`,
      current: one === place,
      ...(one === 'mail' && counts.unread > 0 ? { count: counts.unread } : {}),
    }));
  const nav = res.locals.nav as Readonly<Record<string, unknown>>;
  res.locals.nav = {
    ...nav,
    section: [{ key: 'cencomm:tabs.operations', href: '/cencomm', current: false }, ...tabs],
    actions: [],
    note: {
      icon: 'lock',
      text: words.t('cencomm:encryptedFor', { count: counts.offices }),
      title: words.t('cencomm:encryption'),
    },
  };
  const owner = context.offices.byId(operation.officeId);
  return {
    id: operation.id,
    title: operation.title,
    href,
    state: operation.state,
    isHeld: operation.legalHold,
    isSynthetic: operation.synthetic,
    line: words.t('cencomm:line', {
      dates: datesOf(words, operation),
      owner: owner === undefined ? '' : words.office(owner),
    }),
    headings: operation.headings.map(code => headingMark(code, words.lang, context)),
    figures: (['warnings', 'feedback', 'seizures', 'unanswered'] as const).map(name => ({
      value: counts[name],
      label: words.t(`cencomm:figures.${name}`, { count: counts[name] }),
    })),
  };
}

/** "16 Nov 2026 – 11 Dec 2026, day 9"; the day only while it lasts. */
export function datesOf(words: Words, { startsOn, endsOn, state }: Operation): string {
  const dates = words.t('cencomm:dates', { from: words.date(startsOn), to: words.date(endsOn) });
  const now = today();
  if (state !== 'open' || now < startsOn || now > endsOn) return dates;
  const day = Math.round((Date.parse(now) - Date.parse(startsOn)) / 86_400_000) + 1;
  return words.t('cencomm:datesDay', { dates, day });
}
