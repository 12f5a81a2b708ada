import type { Request, Response } from 'express';
import { viewerOf } from '../../../access/index.ts';
import { countEventsByDay, note } from '../../../audit/index.ts';
import { BadRequest, Conflict } from '../../../errors.ts';
import {
  choice,
  freeText,
  longestReason,
  longtext,
  readForm,
  readQuery,
  shaped,
  type Fields,
  type ValuesOf,
} from '../../../fields/index.ts';
import { Refused } from '../../../forms/index.ts';
import { wordsOf, type CencommContext } from '../../context.ts';
import { openRequested, refuseRequested } from '../lifecycle/decide.ts';
import { answerLift, askToLift, layHold } from '../lifecycle/hold.ts';
import { listHolds } from '../lifecycle/store-holds.ts';
import { readIntactDetails } from '../lifecycle/create.ts';
import { nameOwner } from '../members/name-owner.ts';
import { markFailed, type Failed } from './pages-act.ts';
import { presentRegister, presentRegistered, registerPath } from '../presenters/presenter-register.ts';
import {
  countRegister,
  getRegistered,
  listRegister,
  readAsked,
  registerTabs,
  type RegisterTab,
} from '../lifecycle/store-register.ts';
import { render } from '../../../web/render.ts';

const deeds = ['opened', 'refused', 'held', 'liftAsked', 'lifted', 'kept', 'ownerNamed'] as const;
type Deed = (typeof deeds)[number];
const code = /^OP-\d{4}-\d{4,9}$/;

async function showOne(context: CencommContext, req: Request, res: Response, failed?: Failed): Promise<void> {
  const viewer = viewerOf(req);
  const row = await getRegistered(context.pool, viewer, req.params.id);
  const { done } = failed ? { done: '' } : readQuery(req.query, { done: choice(deeds) });
  const [asked, holds, days] = await Promise.all([
    readAsked(context.pool, viewer, row.id),
    listHolds(context.pool, viewer, row.id),
    countEventsByDay(context.pool, row.id, 30),
    note(context.pool, viewer, {
      action: row.state === 'requested' ? 'operation.requestRead' : 'operation.registerRead',
      subject: `operation:${row.id}`,
    }),
  ]);
  const details = asked && (await readIntactDetails(context.pool, context.keys, row.id));
  markFailed(res, failed);
  render(res, 'cencomm/operations/registered', {
    ...presentRegistered({
      viewer,
      row,
      ...(asked ? { asked: { ...asked, aim: details?.aim } } : {}),
      holds,
      days,
      context,
      words: wordsOf(context, res),
      ...(failed ? { failed } : {}),
    }),
    done: done === '' ? undefined : done,
  });
}

async function showRegister(context: CencommContext, req: Request, res: Response): Promise<void> {
  const viewer = viewerOf(req);
  const query = readQuery(req.query, { state: choice(registerTabs), after: freeText, before: freeText });
  const wrong = (['after', 'before'] as const).filter(name => query[name] !== '' && !code.test(query[name]));
  if (wrong.length > 0 || (query.after !== '' && query.before !== ''))
    throw new BadRequest(
      (wrong.length > 0 ? wrong : ['before' as const]).map(name => ({
        path: name,
        key: 'forms:problem.malformed',
        values: { value: query[name].slice(0, 60) },
      })),
    );
  const tab = (query.state || 'all') as RegisterTab;
  const [page, counts] = await Promise.all([
    listRegister(context.pool, viewer, {
      tab,
      ...(query.after === '' ? {} : { after: query.after }),
      ...(query.before === '' ? {} : { before: query.before }),
    }),
    countRegister(context.pool, viewer),
    note(context.pool, viewer, { action: 'operation.registerRead', detail: { state: tab } }),
  ]);
  render(
    res,
    'cencomm/operations/register',
    presentRegister({ ...page, counts, tab, context, words: wordsOf(context, res) }),
  );
}

/** Makes the handlers of the forms on a register's page. */
function registerForm(context: CencommContext) {
  return <F extends Fields>(fields: F, work: (req: Request, id: string, values: ValuesOf<F>) => Promise<Deed>) =>
    async (req: Request, res: Response): Promise<void> => {
      const { id } = await getRegistered(context.pool, viewerOf(req), req.params.id);
      const { typed, values, problems } = readForm(req.body, fields);
      if (!values) return showOne(context, req, res, { typed, problems });
      try {
        const done = await work(req, id, values);
        res.redirect(303, `${registerPath}/${id}?done=${done}`);
      } catch (error) {
        if (error instanceof Refused) return showOne(context, req, res, { typed, problems: [error.problem] });
        if (error instanceof Conflict) return showOne(context, req, res, { typed, isMeanwhile: true });
        throw error;
      }
    };
}

/** The Secretariat's register of operations. */
export function registerPages(context: CencommContext) {
  const form = registerForm(context);
  const reason = longtext({ max: longestReason });

  return {
    register: (req: Request, res: Response): Promise<void> => showRegister(context, req, res),
    registered: (req: Request, res: Response): Promise<void> => showOne(context, req, res),

    decide: form(
      { decision: choice(['open', 'refuse']), reason: longtext({ max: longestReason, optional: true }) },
      async (req, id, values) => {
        if (values.decision === 'open') {
          await openRequested(context, viewerOf(req), id);
          return 'opened';
        }
        if (values.reason === '') throw new Refused({ path: 'reason', key: 'cencommops:problem.reasonMissing' });
        await refuseRequested(context, viewerOf(req), id, values.reason);
        return 'refused';
      },
    ),

    hold: form({ holdReason: reason }, async (req, id, values) => {
      await layHold(context, viewerOf(req), id, values.holdReason);
      return 'held';
    }),

    askToLift: form({ liftReason: reason }, async (req, id, values) => {
      await askToLift(context, viewerOf(req), id, values.liftReason);
      return 'liftAsked';
    }),

    answerLift: form({ agrees: choice(['yes', 'no']) }, async (req, id, values) => {
      await answerLift(context, viewerOf(req), id, values.agrees === 'yes');
      return values.agrees === 'yes' ? 'lifted' : 'kept';
    }),

    nameOwner: form(
      { login: shaped(/^[a-z0-9][a-z0-9._-]{1,59}$/i, 'cencommops:problem.noLogin') },
      async (req, id, values) => {
        await nameOwner(context, viewerOf(req), id, values.login);
        return 'ownerNamed';
      },
    ),
  };
}
