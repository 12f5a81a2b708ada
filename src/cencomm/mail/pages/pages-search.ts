import type { Request, Response } from 'express';
import { viewerOf } from '../../../access/index.ts';
import type { FieldProblem } from '../../../errors.ts';
import { readForm, readQuery, text } from '../../../fields/index.ts';
import type { Words } from '../../../reference/index.ts';
import { enter, listEntered } from '../../operations/store.ts';
import { wordsOf } from '../../context.ts';
import type { CencommContext } from '../../context.ts';
import { allInboxPath, mailPath, messagePath } from '../writing/addresses.ts';
import { kindTag, longTime, placeOf, shortTime } from '../reading/message-style.ts';
import { openAll } from './pages-inbox.ts';
import { openMail } from './pages-side.ts';
import { noteSearch, openSearch } from '../reading/search.ts';
import type { Found } from '../reading/search.ts';
import { render } from '../../../web/render.ts';

/** Search by words: what is looked for is posted, so that it stands in no address, log or history. */
export function searchPages(context: CencommContext) {
  const searcher = openSearch(context);
  return {
    async ask(req: Request, res: Response): Promise<void> {
      readQuery(req.query, {});
      const page = await openMail(context, req, res, 'search');
      render(res, 'cencomm/mail/search', {
        ...page,
        ...present(page.words, '', [], undefined),
        action: `${mailPath(page.entered.operation.id)}/search`,
        back: mailPath(page.entered.operation.id),
      });
    },

    async find(req: Request, res: Response): Promise<void> {
      const entered = await enter(viewerOf(req), context.pool, req.params.id);
      const { typed, values, problems } = readForm(req.body, { q: text({ max: 200, screened: false }) });
      const found = values && (await searcher.search(viewerOf(req), entered, values.q));
      if (values && found) await noteSearch(context, viewerOf(req), entered, entered, values.q, found);
      else res.status(422);
      const page = await openMail(context, req, res, 'search', entered);
      render(res, 'cencomm/mail/search', {
        ...page,
        ...present(page.words, typed.q, problems, found),
        action: `${mailPath(entered.operation.id)}/search`,
        back: mailPath(entered.operation.id),
      });
    },

    async askAll(req: Request, res: Response): Promise<void> {
      readQuery(req.query, {});
      const page = await openAll(context, req, res);
      render(res, 'cencomm/mail/search', {
        ...page,
        ...present(page.words, '', [], undefined),
        action: `${allInboxPath}/search`,
        back: allInboxPath,
      });
    },

    async findAll(req: Request, res: Response): Promise<void> {
      const { typed, values, problems } = readForm(req.body, { q: text({ max: 200, screened: false }) });
      const found = values && (await searcher.search(viewerOf(req), undefined, values.q));
      const [newest] = await listEntered(viewerOf(req), context.pool);
      if (values && found) await noteSearch(context, viewerOf(req), undefined, newest, values.q, found);
      else res.status(422);
      const page = await openAll(context, req, res);
      render(res, 'cencomm/mail/search', {
        ...page,
        ...present(wordsOf(context, res), typed.q, problems, found, true),
        action: `${allInboxPath}/search`,
        back: allInboxPath,
      });
    },
  };

  function present(
    words: Words,
    q: string,
    problems: readonly FieldProblem[],
    found: Found | undefined,
    isOverAll = false,
  ) {
    const { t } = words;
    const [problem] = problems;
    return {
      title: t('cencommmail:search.title'),
      problems: problems.map(one => ({ text: words.problem(one), href: '#field-q' })),
      field: {
        type: 'text',
        id: 'field-q',
        name: 'q',
        label: t('cencommmail:search.field'),
        hint: t('cencommmail:search.hint'),
        value: q,
        max: 200,
        ...(problem ? { error: words.problem(problem) } : {}),
      },
      found: found && {
        text: t('cencommmail:search.found', { count: found.hits.length, scanned: words.count(found.scanned) }),
        ended:
          found.endedAtMs === undefined
            ? undefined
            : t('cencommmail:search.ended', { time: longTime(found.endedAtMs, words) }),
        lines: found.hits.map(hit => ({
          id: hit.id,
          href: messagePath(hit.operationId, hit.id),
          isUnread: hit.isUnread,
          tag: kindTag(hit.kind, words),
          who: `${hit.senderLogin} · ${placeOf(hit.senderOfficeId, context.offices, words)}`,
          time: shortTime(hit.createdMs, words),
          iso: new Date(hit.createdMs).toISOString(),
          subject: hit.subject,
          start: hit.snippet,
          labels: [],
          operation: isOverAll ? hit.operationTitle : undefined,
        })),
      },
    };
  }
}
