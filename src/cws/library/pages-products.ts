import type { Request, Response } from 'express';
import { viewerOf } from '../../access/index.ts';
import { NotFound } from '../../errors.ts';
import { readQuery } from '../../forms/index.ts';
import type { CwsRoom } from '../room.ts';
import { wordsOf } from '../room.ts';
import { sheetAddress, sheetListOf } from './products/catalogue.ts';
import { codeNamed } from './products/find.ts';
import { presentList } from './products/present-list.ts';
import { presentSheet } from './products/present-sheet.ts';
import type { SheetList } from './products/sheet-list.ts';

/** Product sheets: made from the portal's lists as they are at this moment. */
export function productPages(room: CwsRoom) {
  return {
    list(req: Request, res: Response): void {
      const sheet = listOf(req);
      const query = readQuery(req.query, { q: 'words', group: 'words', after: 'words' });
      res.render('cws/library/products', presentList({ sheet, query, words: wordsOf(room, res), room }));
    },

    /** A sheet by its code; by another number of it, as R-22 or 75-45-6, the reader is sent there. */
    sheet(req: Request, res: Response): void {
      const sheet = listOf(req);
      readQuery(req.query, {});
      const asked = String(req.params.code);
      const code = codeNamed(room.lists, sheet, asked);
      if (code !== undefined && code !== asked) return res.redirect(303, sheetAddress(sheet.list, code));
      const entry = code === undefined ? undefined : room.lists.lookUp(sheet.list, code);
      if (!entry) throw new NotFound('no such code');
      res.render(
        'cws/library/product',
        presentSheet({ viewer: viewerOf(req), sheet, entry, words: wordsOf(room, res), room }),
      );
    },
  };
}

function listOf(req: Request): SheetList {
  const sheet = sheetListOf(String(req.params.list));
  if (!sheet) throw new NotFound('no such list');
  return sheet;
}
