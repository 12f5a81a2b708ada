import type { Request, Response } from 'express';
import { viewerOf } from '../../../access/index.ts';
import type { FieldProblem } from '../../../errors.ts';
import { readForm, readQuery, text } from '../../../fields/index.ts';
import type { Words } from '../../../reference/index.ts';
import type { Entered } from '../../operations/operation.ts';
import { enter, listEntered } from '../../operations/store.ts';
import type { CencommContext } from '../../context.ts';
import { allInboxPath, mailPath, messagePath } from '../writing/addresses.ts';
import { kindTag, longTime, placeOf, shortTime } from '../reading/message-style.ts';
import { openAll } from './pages-inbox.ts';
import { openMail } from './pages-side.ts';
import { noteSearch, openSearch } from '../reading/search.ts';
import type { Found } from '../reading/search.ts';
import { render } from '../../../web/render.ts';

/** A posted search and what it found. */
interface Searched {
  readonly q: string;
  readonly problems: readonly FieldProblem[];
  readonly found: Found | undefined;
}

/** Search by words. They are posted, so that they appear in no address, log or history. */
export function searchPages(context: CencommContext) {
  const searcher = openSearch(context);

  /** Searches an operation, or without one all of the viewer's. */
  async function find(req: Request, res: Response, entered: Entered | undefined): Promise<void> {
    const viewer = viewerOf(req);
    const { typed, values, problems } = readForm(req.body, { q: text({ max: 200, screened: false }) });
    const found = values && (await searcher.search(viewer, entered, values.q));
    if (values && found) {
      const keyOwner = entered ?? (await listEntered(context.pool, viewer))[0];
      await noteSearch(context, viewer, entered, keyOwner, values.q, found);
    } else res.status(422);
    await showSearch(context, req, res, entered, { q: typed.q, problems, found });
  }

  const entering = (req: Request): Promise<Entered> => enter(context.pool, viewerOf(req), req.params.id);
  return {
    async ask(req: Request, res: Response): Promise<void> {
      readQuery(req.query, {});
      await showSearch(context, req, res, await entering(req));
    },
    async find(req: Request, res: Response): Promise<void> {
      await find(req, res, await entering(req));
    },
    async askAll(req: Request, res: Response): Promise<void> {
      readQuery(req.query, {});
      await showSearch(context, req, res, undefined);
    },
    findAll: (req: Request, res: Response): Promise<void> => find(req, res, undefined),
  };
}

async function showSearch(
  context: CencommContext,
  req: Request,
  res: Response,
  entered: Entered | undefined,
  { q, problems, found }: Searched = { q: '', problems: [], found: undefined },
): Promise<void> {
  const page = entered ? await openMail(context, req, res, 'search', entered) : await openAll(context, req, res);
  const { words } = page;
  const [problem] = problems;
  const back = entered ? mailPath(entered.operation.id) : allInboxPath;
  render(res, 'cencomm/mail/search', {
    ...page,
    title: words.t('cencommmail:search.title'),
    action: `${back}/search`,
    back,
    problems: problems.map(one => ({ text: words.problem(one), href: '#field-q' })),
    field: {
      type: 'text',
      id: 'field-q',
      name: 'q',
      label: words.t('cencommmail:search.field'),
      hint: words.t('cencommmail:search.hint'),
      value: q,
      max: 200,
      ...(problem ? { error: words.problem(problem) } : {}),
    },
    found: found && presentFound(found, context, words, entered === undefined),
  });
}

export function presentFound(
  { hits, scanned, endedAtMs }: Found,
  { offices }: CencommContext,
  words: Words,
  isAll: boolean,
) {
  const { t } = words;
  return {
    text: t('cencommmail:search.found', { count: hits.length, scanned: words.count(scanned) }),
    ended: endedAtMs === undefined ? undefined : t('cencommmail:search.ended', { time: longTime(endedAtMs, words) }),
    lines: hits.map(hit => ({
      id: hit.id,
      href: messagePath(hit.operationId, hit.id),
      isUnread: hit.isUnread,
      tag: kindTag(hit.kind, words),
      who: `${hit.senderLogin} · ${placeOf(hit.senderOfficeId, offices, words)}`,
      time: shortTime(hit.createdMs, words),
      iso: new Date(hit.createdMs).toISOString(),
      subject: hit.subject,
      start: hit.snippet,
      labels: [],
      operation: isAll ? hit.operationTitle : undefined,
    })),
  };
}
