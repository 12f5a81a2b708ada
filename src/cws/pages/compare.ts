import type { Request, Response } from 'express';
import { viewerOf } from '../../access/index.ts';
import { NotFound } from '../../errors.ts';
import { freeText, readQuery } from '../../fields/index.ts';
import { differencesOf } from '../documents/presenters/presenter-differences.ts';
import { presentCompared } from '../documents/presenters/presenter-compare.ts';
import { readDocument } from '../documents/read.ts';
import { getVersion, listVersions } from '../documents/store.ts';
import { wordsOf, type CwsContext } from '../context.ts';
import { refOf } from './common.ts';
import { render } from '../../web/render.ts';

/** What a version of a document says differently from the one before it. */
export async function compare(context: CwsContext, req: Request, res: Response): Promise<void> {
  const query = readQuery(req.query, { version: freeText });
  if (!/^\d{0,6}$/.test(query.version)) throw new NotFound('no such version');
  const wanted = query.version === '' ? undefined : Number(query.version);
  const { document, content, version } = await readDocument(context.pool, viewerOf(req), refOf(req), wanted);
  if (version < 2) throw new NotFound('nothing before it');
  const words = wordsOf(context, res);
  const [before, versions] = await Promise.all([
    getVersion(context.pool, document, version - 1),
    listVersions(context.pool, document),
  ]);
  const differences = differencesOf(document.kind, before, content, words, context);
  render(res, 'cws/compare', presentCompared({ document, version, versions, differences, words }));
}
