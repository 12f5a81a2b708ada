import { createReadStream } from 'node:fs';
import type { Request, Response } from 'express';
import { BadRequest, type FieldProblem } from '../../../errors.ts';
import { cleanName } from '../../../files/file-name.ts';
import type { FileRefusal } from '../../../files/kinds/kinds.ts';
import { Refused } from '../../../forms/index.ts';
import { readTaken } from '../../../web/forms/upload.ts';
import { isId } from '../../operations/store.ts';
import { wordsOf, type CencommContext } from '../../context.ts';
import { keepPiece } from '../contents.ts';
import { largestInForm, longest, mostAtOnce, type StoredPiece } from '../library.ts';
import type { Inside } from './pages-inside.ts';
import { sendSmall, slotFor, type Slot, type Target } from '../send.ts';
import { longtext, readForm, shaped } from '../../../fields/index.ts';

type Taken =
  | { readonly slot: Slot; readonly name: string; readonly piece: StoredPiece }
  | { readonly refusal: FileRefusal };

const uuid = shaped(/^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/, 'forms:problem.notListed');
const fields = { clientUuid: uuid, note: longtext({ max: longest.note, optional: true, screened: false }) };

/** The result of a form with files; `typed` is shown again with the problems. */
interface SmallOutcome {
  readonly problems: readonly FieldProblem[];
  readonly typed: { readonly note: string };
}

/**
 * Accepts the files of an ordinary form, which works without script: each is recognized by its content, sealed and
 * checked soon. Good files are accepted whatever happens to the others.
 */
export async function takeSmall(
  context: CencommContext,
  req: Request,
  res: Response,
  inside: Inside,
  target: Target,
): Promise<SmallOutcome> {
  const read = await readTaken<Taken>(req, res, {
    limits: { files: mostAtOnce, fields: 4, fieldBytes: 8000 },
    fields: ['file'],
    taker: {
      take: takerOf(context, req, inside),
      drop: async taken => {
        if ('piece' in taken) await context.files.remove(taken.piece.id);
      },
    },
  });
  const all = 'files' in read ? read.files : [];
  const files = all.flatMap(({ taken }) => ('piece' in taken ? [taken] : []));
  const { t } = wordsOf(context, res);
  const problems: FieldProblem[] = [
    ...('problem' in read
      ? [{ path: 'file', key: `files:problems.${read.problem}`, values: { limit: mostAtOnce } }]
      : []),
    ...all.flatMap(({ name, taken }) =>
      'refusal' in taken
        ? [
            {
              path: 'file',
              key: 'cencommfiles:problem.notTaken',
              values: {
                name: cleanName(name),
                why: t(`files:refusals.${taken.refusal.reason}`, { ...taken.refusal.values }),
              },
            },
          ]
        : [],
    ),
    ...('files' in read && all.length === 0 ? [{ path: 'file', key: 'cencommfiles:problem.none' }] : []),
  ];
  const remove = async (ids: readonly string[]): Promise<void> => {
    for (const id of ids) await context.files.remove(id);
  };
  try {
    const reading = readForm(req.body, fields);
    const { values } = reading;
    const typed = { note: reading.typed.note };
    if (!values) {
      await remove(files.map(({ piece }) => piece.id));
      return { problems: [...problems, ...reading.problems], typed };
    }
    if (files.length > 0) {
      await remove(
        await sendSmall(
          context,
          inside.viewer,
          inside.operationId,
          target,
          files.map(({ slot, name, piece }) => ({ slot, piece, texts: { name, note: values.note } })),
        ),
      );
    }
    return { problems, typed };
  } catch (error) {
    await remove(files.map(({ piece }) => piece.id));
    if (!(error instanceof Refused)) throw error;
    return {
      problems: [...problems, error.problem],
      typed: { note: String((req.body as { note?: unknown }).note ?? '') },
    };
  }
}

function takerOf(context: CencommContext, req: Request, { viewer, entered }: Inside) {
  let place = 0;
  return async (
    stream: Parameters<CencommContext['intake']['withPlain']>[0],
    { name }: { name: string },
  ): Promise<Taken> => {
    const given = (req.body as { clientUuid?: unknown } | undefined)?.clientUuid;
    if (!isId(given)) throw new BadRequest([{ path: 'clientUuid', key: 'forms:problem.unknownField' }]);
    const slot = slotFor(viewer, entered, given, place);
    place += 1;
    const taken = await context.intake.withPlain(stream, { name, limit: largestInForm }, async plain => ({
      slot,
      name: plain.name,
      piece: await keepPiece(context.pool, context, slot, 0, createReadStream(plain.path), largestInForm),
    }));
    return 'done' in taken ? taken.done : taken;
  };
}
