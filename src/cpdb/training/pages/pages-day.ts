import type { Request, Response } from 'express';
import { viewerOf } from '../../../access/index.ts';
import { note } from '../../../audit/index.ts';
import { inTransaction } from '../../../db/transaction.ts';
import { BadRequest } from '../../../errors.ts';
import { choice, date, readForm } from '../../../fields/index.ts';
import { addDays, today } from '../../../text/plain-date.ts';
import type { CpdbContext } from '../../context.ts';
import { insertDayAnswer } from '../store/store-days.ts';

/** Whether a member would have looked in the right place of the picture of the day, asked on the home page. */
export function dayPages(context: CpdbContext) {
  return {
    async answer(req: Request, res: Response): Promise<void> {
      const viewer = viewerOf(req);
      // A page opened before midnight is answered after it.
      const day = date({ from: addDays(today(), -1), to: today() });
      const { values, problems } = readForm(req.body, { day, found: choice(['yes', 'no']) });
      if (!values) throw new BadRequest(problems);
      await inTransaction(context.pool, async client => {
        if (await insertDayAnswer(client, viewer, values.day, values.found === 'yes'))
          await note(client, viewer, {
            action: 'training.dayAnswered',
            subject: values.day,
            detail: { outcome: values.found },
          });
      });
      res.redirect(303, '/#day');
    },
  };
}
