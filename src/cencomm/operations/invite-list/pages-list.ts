import { randomUUID } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import type { Request, Response } from 'express';
import { UnreadableTable, readTable, viewerOf, type Viewer } from '../../../access/index.ts';
import { note } from '../../../audit/index.ts';
import { BadRequest, Conflict, type FieldProblem } from '../../../errors.ts';
import { anyText, anyTexts, choice, code, readQuery, readTyped, typedOf, uuid } from '../../../fields/index.ts';
import { Refused } from '../../../forms/index.ts';
import { listedToday } from '../../../reference/index.ts';
import { readUpload, type Upload } from '../../../web/forms/upload.ts';
import { render } from '../../../web/render.ts';
import { wordsOf, type CencommContext } from '../../context.ts';
import { frameOf, pathOf } from '../../pages-frame.ts';
import { invitedRoles } from '../members/invite.ts';
import { requireManager, type Entered } from '../operation.ts';
import { enter } from '../store.ts';
import { checkLines, type CheckedLine, type Fallback } from './check.ts';
import { linesOfEarlier, listEarlier, officesToday } from './earlier.ts';
import { inviteAll } from './invite-all.ts';
import { linesOf, mostLines, roleReader, textOfTable } from './lines.ts';
import { presentList, type ListTyped } from './presenter-list.ts';

/** Bytes of a file, and characters of a list. */
const largestFile = 2 * 2 ** 20;
const longestList = 60_000;
const form = { formId: uuid, seen: anyText, then: anyText, list: anyText, role: anyText, country: anyText };
const added = { offices: anyTexts, from: anyText };

interface Posted {
  readonly typed: ListTyped;
  readonly problems: readonly FieldProblem[];
  /** Where the list was read. */
  readonly checked?: readonly CheckedLine[];
  readonly isMeanwhile?: boolean;
}

async function show(
  context: CencommContext,
  req: Request,
  res: Response,
  entered: Entered,
  posted: Posted,
): Promise<void> {
  const viewer = viewerOf(req);
  const [earlier, frame] = await Promise.all([
    listEarlier(context, viewer, entered.operation.id),
    frameOf(context, viewer, res, entered, 'members'),
  ]);
  if (posted.isMeanwhile) res.status(409);
  else if (posted.problems.length > 0) res.status(422);
  const words = wordsOf(context, res);
  const offices = officesToday(context);
  const page = presentList({ entered, earlier, offices, lists: context.lists, words, ...posted });
  render(res, 'cencomm/operations/invite-list', { frame, ...page });
}

/** The list as it was typed, with what is added to it by the other fields. */
async function gathered(context: CencommContext, req: Request, res: Response, entered: Entered, upload: Upload) {
  const typed = typedOf(req.body, { ...form, ...added });
  const texts = [typed.list.slice(0, longestList)];
  const problems: FieldProblem[] = [];
  const office = typed.offices.split(',').filter(one => officesToday(context).some(({ code: known }) => known === one));
  texts.push(...office);
  const earlier = (await listEarlier(context, viewerOf(req), entered.operation.id)).find(
    ({ operation }) => operation.id === typed.from,
  );
  if (earlier) texts.push(...(await linesOfEarlier(context, viewerOf(req), earlier)));
  const { t } = wordsOf(context, res);
  if (upload.problem) problems.push({ path: 'file', key: `files:problems.${upload.problem}`, values: { limit: 1 } });
  for (const { name, refusal } of upload.refused) {
    const why = t(`files:refusals.${refusal.reason}`, { ...refusal.values });
    problems.push({ path: 'file', key: 'cencommops:problem.listFile', values: { name, why } });
  }
  for (const { file } of upload.files)
    try {
      texts.push(textOfTable(await readTable(await buffer(await context.files.get(file.storedId)), mostLines)));
    } catch (error) {
      if (!(error instanceof UnreadableTable)) throw error;
      problems.push(error.problem);
    }
  return {
    typed: {
      ...typed,
      list: texts
        .map(text => text.trimEnd())
        .filter(Boolean)
        .join('\n'),
    },
    problems,
  };
}

async function answer(
  context: CencommContext,
  req: Request,
  res: Response,
  entered: Entered,
  upload: Upload,
): Promise<void> {
  const viewer = viewerOf(req);
  const { typed, problems } = await gathered(context, req, res, entered, upload);
  const chosen = readTyped(typed, {
    formId: uuid,
    role: choice(invitedRoles),
    country: code(listedToday(context.lists, 'country'), { optional: true }),
  });
  if (chosen.problems.some(({ path }) => path === 'formId')) throw new BadRequest(chosen.problems);
  const lines = linesOf(typed.list, roleReader(context.texts));
  const all = [...problems, ...chosen.problems, ...countProblems(lines.length)];
  if (all.length > 0 || !chosen.values) return show(context, req, res, entered, { typed, problems: all });
  const fallback = { role: chosen.values.role, country: chosen.values.country };
  const order = { formId: chosen.values.formId, lines, fallback, seen: typed.seen };
  if (typed.then === 'send') {
    const failed = await tryToInvite(context, viewer, entered, order);
    if (!failed) return res.redirect(303, `${pathOf(entered.operation.id)}/members?done=invitedMany`);
    const checked = await checkLines(context.pool, viewer, context, entered, lines, fallback);
    return show(context, req, res, entered, { typed, checked, ...failed });
  }
  await note(context.pool, viewer, {
    action: 'operation.candidatesListed',
    subject: `operation:${entered.operation.id}`,
  });
  const checked = await checkLines(context.pool, viewer, context, entered, lines, fallback);
  await show(context, req, res, entered, { typed, problems: [], checked });
}

/** Invites; or says why not. */
async function tryToInvite(
  context: CencommContext,
  viewer: Viewer,
  entered: Entered,
  order: Parameters<typeof inviteAll>[3] & { readonly fallback: Fallback },
): Promise<Pick<Posted, 'problems' | 'isMeanwhile'> | undefined> {
  try {
    await inviteAll(context, viewer, entered.operation.id, order);
    return undefined;
  } catch (error) {
    if (error instanceof Refused) return { problems: [{ ...error.problem, path: 'list' }] };
    if (error instanceof Conflict) return { problems: [], isMeanwhile: true };
    throw error;
  }
}

/** Inviting many at once, from a pasted list, a file, whole offices, or the members of an earlier operation. */
export function invitationListPages(context: CencommContext) {
  return {
    async ask(req: Request, res: Response): Promise<void> {
      readQuery(req.query, {});
      const entered = await enter(context.pool, viewerOf(req), req.params.id);
      requireManager(entered);
      const typed = { formId: randomUUID(), list: '', role: 'member', country: '' };
      await show(context, req, res, entered, { typed, problems: [] });
    },

    async post(req: Request, res: Response): Promise<void> {
      const entered = await enter(context.pool, viewerOf(req), req.params.id);
      requireManager(entered);
      const upload = await readUpload(context.intake, req, res, {
        fileFields: ['file'],
        files: 1,
        fileBytes: largestFile,
        fields: 400,
        fieldBytes: longestList * 4,
        kinds: ['csv', 'xlsx', 'txt'],
      });
      try {
        await answer(context, req, res, entered, upload);
      } finally {
        await upload.discard();
      }
    },
  };
}

function countProblems(count: number): FieldProblem[] {
  if (count === 0) return [{ path: 'list', key: 'cencommops:problem.listEmpty' }];
  return count > mostLines
    ? [{ path: 'list', key: 'cencommops:problem.listLong', values: { count, most: mostLines } }]
    : [];
}
