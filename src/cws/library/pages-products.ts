import type { Request, Response } from 'express';
import { viewerOf } from '../../access/index.ts';
import { NotFound } from '../../errors.ts';
import { freeText, readQuery } from '../../fields/index.ts';
import { wordsOf, type CwsContext } from '../context.ts';
import { sheetAddress, sheetListOf } from './products/catalogue.ts';
import { codeNamed } from './products/find.ts';
import { presentList } from './products/present-list.ts';
import { presentSheet } from './products/present-sheet.ts';
import type { SheetList } from './products/sheet-list.ts';
import { render } from '../../web/render.ts';

/** Product sheets: made from the portal's lists as they are at this moment. */
export function productPages(context: CwsContext) {
  return {
    list(req: Request, res: Response): void {
      const sheet = listOf(req);
      const query = readQuery(req.query, { q: freeText, group: freeText, after: freeText });
      render(res, 'cws/library/products', presentList({ sheet, query, words: wordsOf(context, res), context }));
    },

    /** A sheet by its code; by another number of it, as R-22 or 75-45-6, the reader is sent there. */
    sheet(req: Request, res: Response): void {
      const sheet = listOf(req);
      readQuery(req.query, {});
      const asked = String(req.params.code);
      const code = codeNamed(context.lists, sheet, asked);
      if (code !== undefined && code !== asked) return res.redirect(303, sheetAddress(sheet.list, code));
      const entry = code === undefined ? undefined : context.lists.lookUp(sheet.list, code);
      if (!entry) throw new NotFound('no such code');
      render(
        res,
        'cws/library/product',
        presentSheet({ viewer: viewerOf(req), sheet, entry, words: wordsOf(context, res), context }),
      );
    },
  };
}

function listOf(req: Request): SheetList {
  const sheet = sheetListOf(String(req.params.list));
  if (!sheet) throw new NotFound('no such list');
  return sheet;
}
