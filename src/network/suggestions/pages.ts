import { now as portalNow } from '../../text/clock.ts';
import type { Request, Response } from 'express';
import { randomUUID } from 'node:crypto';
import { viewerOf } from '../../access/index.ts';
import { BadRequest, NotFound } from '../../errors.ts';
import { choice, freeText, longtext, readForm, readQuery, text, uuid } from '../../fields/index.ts';
import { showForm, type FormPage } from '../../forms/index.ts';
import { asks, wordsOf } from '../pages/common.ts';
import type { NetworkContext } from '../context.ts';
import type { Words } from '../pages/words.ts';
import { firstYear, presentAgenda } from './agenda.ts';
import { path, presentList, sorts, tabs } from './presenter.ts';
import { listAgenda, listDecisions, listSuggestions } from './store.ts';
import { suggest } from './suggest.ts';
import { parts } from './suggestion.ts';
import { render } from '../../web/render.ts';

// The register as a list, its agenda, and a new suggestion.

export async function index(context: NetworkContext, req: Request, res: Response): Promise<void> {
  const viewer = viewerOf(req);
  const query = readQuery(req.query, {
    state: choice(tabs),
    part: choice(parts),
    q: freeText,
    sort: choice(sorts),
    after: freeText,
  });
  const all = await listSuggestions(context.pool, viewer);
  if (query.after !== '' && !all.some(({ ref }) => ref === query.after))
    throw new BadRequest([
      { path: 'after', key: 'forms:problem.malformed', values: { value: query.after.slice(0, 60) } },
    ]);
  render(
    res,
    'suggestions/index',
    presentList({
      viewer,
      all,
      query,
      offices: context.offices,
      words: wordsOf(context, res),
      year: portalNow().getUTCFullYear(),
    }),
  );
}

export function ask(context: NetworkContext, req: Request, res: Response): void {
  readQuery(req.query, {});
  const words = wordsOf(context, res);
  showForm(res, words, suggestForm(words, { clientUuid: randomUUID() }));
}

export async function postSuggestion(context: NetworkContext, req: Request, res: Response): Promise<void> {
  const words = wordsOf(context, res);
  const { typed, values, problems } = readForm(req.body, {
    clientUuid: uuid,
    part: choice(parts),
    title: text({ max: 120 }),
    purpose: text({ max: 300 }),
    description: longtext({ max: 4000 }),
  });
  const shown = problems.filter(({ path: field }) => field !== 'clientUuid');
  if (!values)
    return showForm(
      res,
      words,
      suggestForm(words, { ...typed, ...(shown.length < problems.length ? { clientUuid: randomUUID() } : {}) }),
      shown.length > 0 ? shown : problems,
    );
  const ref = await suggest(context, viewerOf(req), values.clientUuid, values);
  res.redirect(303, `${path}/${ref}?done=made`);
}

export async function agenda(context: NetworkContext, req: Request, res: Response): Promise<void> {
  readQuery(req.query, {});
  const year = Number(req.params.year);
  const now = portalNow();
  if (!/^\d{4}$/.test(String(req.params.year)) || year < firstYear || year > now.getUTCFullYear() + 1)
    throw new NotFound('no agenda of that year');
  const viewer = viewerOf(req);
  const [from, until] = [`${year}-01-01T00:00:00Z`, `${year + 1}-01-01T00:00:00Z`];
  const [items, decided] = await Promise.all([
    listAgenda(context.pool, viewer, until),
    listDecisions(context.pool, viewer, from, until),
  ]);
  render(
    res,
    'suggestions/agenda',
    presentAgenda({ viewer, year, items, decided, offices: context.offices, words: wordsOf(context, res), now }),
  );
}

function suggestForm(words: Words, typed: Readonly<Record<string, string>>): FormPage {
  const { t } = words;
  const field = asks('suggestions:field', typed, words);
  return {
    title: t('suggestions:new.title'),
    lead: t('suggestions:new.lead'),
    crumbs: [{ label: t('suggestions:title'), href: path }, { label: t('suggestions:new.title') }],
    action: path,
    cancelHref: path,
    hidden: { clientUuid: typed.clientUuid ?? '' },
    submit: { label: t('suggestions:new.submit'), icon: 'send' },
    groups: [
      {
        fields: [
          field('title', { hint: t('suggestions:new.titleHint'), max: 120 }),
          field('part', {
            type: 'choice',
            display: 'select',
            options: parts.map(value => ({ value, label: t(`suggestions:part.${value}`) })),
          }),
          field('purpose', { hint: t('suggestions:new.purposeHint'), max: 300 }),
          field('description', { type: 'longtext', rows: 8, hint: t('suggestions:new.descriptionHint'), max: 4000 }),
        ],
      },
    ],
  };
}
