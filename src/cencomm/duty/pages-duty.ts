import { randomUUID } from 'node:crypto';
import type { Request, Response } from 'express';
import { viewerOf, type Viewer } from '../../access/index.ts';
import { note } from '../../audit/index.ts';
import { BadRequest, NotVisible } from '../../errors.ts';
import { choice, readForm, readQuery } from '../../fields/index.ts';
import { ChangedMeanwhile, Refused } from '../../forms/index.ts';
import { render } from '../../web/render.ts';
import { wordsOf, type CencommContext } from '../context.ts';
import { readLists } from '../lists/store-lists.ts';
import { listMemberCards } from '../operations/members/store-members.ts';
import { actInside, markFailed, type Failed } from '../operations/pages/pages-act.ts';
import type { Entered } from '../operations/operation.ts';
import { enter, isId } from '../operations/store.ts';
import { frameOf, pathOf } from '../pages-frame.ts';
import type { DutyContact } from './contact.ts';
import { contactIn, dutyFields, dutyProblems } from './duty-form.ts';
import { addContact, removeContact, requireDuty } from './duty.ts';
import { mayName, presentDuty } from './presenter-duty.ts';
import { listLate, type LateAnswer } from './store-wakes.ts';

const deeds = ['dutySet', 'dutyRemoved'] as const;

/** Late answers: all of them for the owner, those of their country for a liaison. */
function lateFor(
  { pool }: CencommContext,
  viewer: Viewer,
  { operation, membership }: Entered,
): Promise<LateAnswer[]> | undefined {
  const { role, country } = membership;
  if (role === 'owner') return listLate(pool, viewer.accountId, operation.id, undefined);
  return role === 'liaison' && country !== null ? listLate(pool, viewer.accountId, operation.id, country) : undefined;
}

/** Who is on duty in an operation, for its members; set by the owner and liaisons, who also see late answers. */
export function dutyPages(context: CencommContext) {
  async function show(req: Request, res: Response, failed?: Failed): Promise<void> {
    const viewer = viewerOf(req);
    const entered = await enter(context.pool, viewer, req.params.id);
    const { done } = failed ? { done: '' } : readQuery(req.query, { done: choice(deeds) });
    const { operation } = entered;
    const [contacts, members, late, frame] = await Promise.all([
      readLists<DutyContact>(context.pool, context.keys, operation.id, 'duty'),
      listMemberCards(context.pool, viewer, entered),
      lateFor(context, viewer, entered),
      frameOf(context, viewer, res, entered, 'members'),
      note(context.pool, viewer, { action: 'operation.dutyRead', subject: `operation:${operation.id}` }),
    ]);
    markFailed(res, failed);
    render(res, 'cencomm/operations/duty', {
      frame,
      ...presentDuty({
        viewer,
        entered,
        contacts,
        late,
        members,
        context,
        words: wordsOf(context, res),
        now: new Date(),
        clientUuid: failed?.typed.clientUuid ?? randomUUID(),
        ...(failed ? { failed } : {}),
      }),
      done: done === '' ? undefined : done,
    });
  }

  return {
    duty: (req: Request, res: Response): Promise<void> => show(req, res),

    async add(req: Request, res: Response): Promise<void> {
      const viewer = viewerOf(req);
      const entered = await enter(context.pool, viewer, req.params.id);
      requireDuty(entered);
      const may = mayName({ viewer, entered, members: await listMemberCards(context.pool, viewer, entered) });
      const fields = dutyFields(
        may.members.map(({ accountId }) => String(accountId)),
        may.officeIds.map(String),
      );
      const { typed, values, problems } = readForm(req.body, fields, dutyProblems);
      if (problems.some(({ path }) => path === 'clientUuid')) throw new BadRequest(problems);
      if (!values) return show(req, res, { typed, problems });
      try {
        await addContact(context, viewer, entered.operation.id, values.clientUuid, contactIn(values));
      } catch (error) {
        if (error instanceof Refused) return show(req, res, { typed, problems: [error.problem] });
        if (error instanceof ChangedMeanwhile) return show(req, res, { typed, isMeanwhile: true });
        throw error;
      }
      res.redirect(303, `${pathOf(entered.operation.id)}/duty?done=dutySet`);
    },

    remove: actInside(context, {
      fields: {},
      require: requireDuty,
      again: show,
      async work(req) {
        const id = String(req.params.duty);
        if (!isId(id)) throw new NotVisible('nobody on duty');
        await removeContact(context, viewerOf(req), String(req.params.id), id);
        return `${pathOf(String(req.params.id))}/duty?done=dutyRemoved`;
      },
    }),
  };
}
