import { now as portalNow } from '../../../text/clock.ts';
import type { Request, Response } from 'express';
import { note } from '../../../audit/index.ts';
import { viewerOf } from '../../guard.ts';
import { rights } from '../../rights.ts';
import { levels, type Viewer } from '../../viewer.ts';
import { wordsOf } from './pages-common.ts';
import { listRow, tabs, type Tab } from './presenter-list.ts';
import type { Words } from './presenter-words.ts';
import type { ApplicationsContext } from '../context.ts';
import { countByState, countWaiting, listApplications } from '../store.ts';
import type { Application, State } from '../application.ts';
import type { Offices } from '../../../reference/index.ts';
import { render } from '../../../web/render.ts';
import { choice, freeText, parsed, readQuery, shaped, type QueryOf } from '../../../fields/index.ts';
import { read, refuse } from '../../../text/readable-text.ts';

const rowsPerPage = 50;
const query = {
  state: choice(Object.keys(tabs) as Tab[]),
  // What a keyboard cannot type is no reason to refuse the list.
  q: parsed(typed =>
    typed.length > 200
      ? refuse('forms:problem.malformed')
      : read(
          typed
            .replace(/\p{Cc}+/gu, ' ')
            .trim()
            .toWellFormed(),
        ),
  ),
  office: freeText,
  level: choice(levels),
  before: shaped(/^[1-9]\d{0,14}$/, 'forms:problem.malformed'),
};
type Query = Omit<QueryOf<typeof query>, 'state' | 'before'> & { readonly state: Tab };

/** The list by state, narrowed by words, office and level; beside what waits, what was decided this week. */
export function listPage(context: ApplicationsContext) {
  return async (req: Request, res: Response): Promise<void> => {
    const viewer = viewerOf(req);
    const given = readQuery(req.query, query);
    const asked = { ...given, state: given.state || 'waiting' };
    const words = wordsOf(res, context.offices);
    const seesAll = rights.administrator(viewer);
    const by = narrowingOf(context.offices, asked);
    const before = asked.before === '' ? undefined : Number(asked.before);
    const [counts, found, waiting, decided] = await Promise.all([
      countByState(context.pool, viewer, by),
      listApplications(context.pool, viewer, { ...by, states: tabs[asked.state], before, limit: rowsPerPage + 1 }),
      countWaiting(context.pool, viewer),
      asked.state === 'waiting' && before === undefined
        ? listApplications(context.pool, viewer, { ...by, states: ['granted', 'refused'], days: 7, limit: 10 })
        : [],
    ]);
    await note(context.pool, viewer, { action: 'application.listed', detail: { state: asked.state, ...by } });
    const rows = (list: readonly Application[]) => list.map(application => listRow(words, application, seesAll));
    render(res, 'applications/index', {
      scope: scopeLine(words, waiting),
      tabs: tabsOf(words, asked, counts),
      filters: filtersOf(words, context, viewer, asked),
      seesAll,
      rows: rows(found.slice(0, rowsPerPage)),
      decided: rows(decided),
      asked: seesAll ? 0 : (counts.asked ?? 0),
      state: asked.state,
      older: found.length > rowsPerPage ? addressOf(asked, asked.state, found[rowsPerPage - 1]?.id) : undefined,
      first: before === undefined ? undefined : addressOf(asked, asked.state),
    });
  };
}

function narrowingOf(offices: Offices, { q, office, level }: Query) {
  return {
    q: q || undefined,
    level: level || undefined,
    officeId: office === '' ? undefined : (offices.byCode(office)?.id ?? 0),
  };
}

function scopeLine(words: Words, { n, oldest }: { n: number; oldest: Date | null }): string {
  if (n === 0 || oldest === null) return words.t('applications:list.noneWait');
  const days = Math.floor((portalNow().getTime() - oldest.getTime()) / 86_400_000);
  return [words.t('applications:list.wait', { count: n }), words.t('applications:list.oldest', { count: days })].join(
    ', ',
  );
}

export function tabsOf(words: Words, asked: Query, counts: Partial<Record<State, number>>) {
  return (Object.keys(tabs) as Tab[]).map(tab => ({
    label: words.t(`applications:tabs.${tab}`),
    href: addressOf(asked, tab),
    current: tab === asked.state,
    count: tabs[tab].reduce((sum, state) => sum + (counts[state] ?? 0), 0),
  }));
}

function addressOf({ q, office, level }: Query, state: Tab, before?: number): string {
  const given = Object.entries({
    state: state === 'waiting' ? '' : state,
    q,
    office,
    level,
    before: before === undefined ? '' : String(before),
  }).filter(([, value]) => value !== '');
  const search = new URLSearchParams(given).toString();
  return `/access/applications${search === '' ? '' : `?${search}`}`;
}

export function filtersOf(
  words: Words,
  context: ApplicationsContext,
  viewer: Viewer,
  { q, office, level, state }: Query,
) {
  const offices = rights.administrator(viewer)
    ? context.offices.all
        .map(({ id, code }) => ({ value: code, label: words.office(id) }))
        .sort((a, b) => a.label.localeCompare(b.label, words.lang))
    : [];
  return {
    q,
    office,
    level,
    state,
    offices,
    levels: levels.map(one => ({ value: one, label: words.level(one) })),
    clear: q || office || level ? addressOf({ q: '', office: '', level: '', state }, state) : undefined,
  };
}
