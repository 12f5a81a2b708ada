import { randomUUID } from 'node:crypto';
import type { Request, Response } from 'express';
import { viewerOf } from '../../../access/index.ts';
import { Forbidden } from '../../../errors.ts';
import { ChangedMeanwhile } from '../../../forms/index.ts';
import { listHolders } from '../../mail/writing/store-members.ts';
import { fieldsOf } from '../../operations/pages/form-fields.ts';
import { mayWrite } from '../../operations/operation.ts';
import { enter } from '../../operations/store.ts';
import { pathOf } from '../../pages-frame.ts';
import type { CencommContext } from '../../context.ts';
import { typedPersons } from '../nominal/persons.ts';
import { ownFields } from '../pages/own-fields.ts';
import { openFormPage } from '../pages/pages-form-show.ts';
import { amendmentOf, typedOf } from '../pages/prefill.ts';
import { chainOfMessage } from '../store-chains.ts';
import { readAddressees } from '../../groups/groups.ts';
import { formToCorrect } from './send-version.ts';

/** The form of a sent message, filled in as its last version was, to be sent as the next. */
export function amendPage(context: CencommContext): (req: Request, res: Response) => Promise<void> {
  const { show } = openFormPage(context);
  return async (req, res) => {
    const viewer = viewerOf(req);
    const entered = await enter(context.pool, viewer, req.params.id);
    if (!mayWrite(entered)) throw new Forbidden('may not write');
    const found = await formToCorrect(context.pool, viewer, context.keys, entered, req.params.message).catch(
      (error: unknown) => {
        if (error instanceof ChangedMeanwhile) return undefined;
        throw error;
      },
    );
    if (!found) return res.redirect(303, `${pathOf(entered.operation.id)}/mail/${String(req.params.message)}`);
    const { message, form } = found;
    const chain = await chainOfMessage(context.pool, viewer, entered, message);
    const holders = await listHolders(context.pool, message.id);
    const typed = {
      clientUuid: randomUUID(),
      chain: form.kind === 'feedback' && chain ? String(chain.number) : '',
      ...amendmentOf(message, form, holders, await readAddressees(context, entered)),
      ...typedOf(form.fields, fieldsOf(entered.operation, form.kind), ownFields[form.kind]),
      ...typedPersons(form.persons),
    };
    await show(req, res, entered, { kind: form.kind, typed });
  };
}
