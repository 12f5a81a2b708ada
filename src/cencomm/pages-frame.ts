import type { Response } from 'express';
import type { Viewer } from '../access/index.ts';
import { headingMark } from '../seizures/index.ts';
import { wordsOf, type CencommContext } from './context.ts';
import type { Entered } from './operations/operation.ts';
import { countInside, type CountsInside } from './store-counts.ts';
import { datesText, officeName } from './words.ts';

/** Pages of an operation, as its tabs name them (`cencomm:tabs.<place>`). */
const places = ['overview', 'mail', 'board', 'files', 'members', 'settings'] as const;
type Place = (typeof places)[number];

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

/**
 * Replaces the application's tabs with the operation's and returns its head. `known`: its counts, if the page has read
 * them.
 */
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
  return {
    id: operation.id,
    title: operation.title,
    href,
    state: operation.state,
    isHeld: operation.legalHold,
    isSynthetic: operation.synthetic,
    line: words.t('cencomm:line', {
      dates: datesText(operation, words),
      owner: officeName(operation.officeId, context.offices, words),
    }),
    headings: operation.headings.map(code => headingMark(code, words.lang, context)),
    figures: (['warnings', 'feedback', 'seizures', 'unanswered'] as const).map(name => ({
      value: counts[name],
      label: words.t(`cencomm:figures.${name}`, { count: counts[name] }),
    })),
  };
}
