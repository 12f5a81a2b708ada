import type { Request, Response } from 'express';
import { note } from '../../../audit/index.ts';
import { Conflict } from '../../../errors.ts';
import { viewerOf } from '../../guard.ts';
import type { Duty, Level, Viewer } from '../../viewer.ts';
import { answer, sendAgain, withdraw } from '../answer.ts';
import { NeedsAnother, Overtaken, ask, refuse, type Decided } from '../decide.ts';
import { grant } from '../grant.ts';
import { refOf, wordsOf } from './pages-common.ts';
import { presentShow, type Around, type Shown, type TypedActions } from './presenter-show.ts';
import type { ApplicationsContext } from '../context.ts';
import { countAccounts, findOpening, listSteps, readApplication } from '../store.ts';
import { render } from '../../../web/render.ts';
import { anyText, anyTexts, choice, readForm, readQuery } from '../../../fields/index.ts';

const doneKinds = [
  'submitted',
  'asked',
  'answered',
  'consented',
  'granted',
  'refused',
  'withdrawn',
  'link_sent',
] as const;
const query = { done: choice(doneKinds) };
const saying = { seen: anyText, words: anyText, level: anyText, duties: anyTexts, endsOn: anyText };
const reply = { seen: anyText, answer: anyText };
const takingBack = { seen: anyText, withdrawal: anyText };

/** The page of one application and everything that can be done there. */
export function showPages(context: ApplicationsContext) {
  return {
    async show(req: Request, res: Response): Promise<void> {
      const { done } = readQuery(req.query, query);
      await readApplication(context.pool, viewerOf(req), refOf(req));
      await note(context.pool, viewerOf(req), { action: 'application.read', subject: refOf(req) });
      await showPage(context, req, res, done === '' ? {} : { done });
    },

    grant: decision(context, 'granted', (viewer, ref, { typed, duties, said }) =>
      // Any other text is none of the levels and duties asked for, and is refused as more than was asked.
      grant(
        context,
        viewer,
        ref,
        { level: typed.level as Level, duties: [...new Set(duties)] as Duty[], endsOn: typed.endsOn.trim() },
        said,
      ),
    ),
    ask: decision(context, 'asked', (viewer, ref, { said }) => ask(context, viewer, ref, said)),
    refuse: decision(context, 'refused', (viewer, ref, { said }) => refuse(context, viewer, ref, said)),

    answer(req: Request, res: Response): Promise<void> {
      const { typed } = readForm(req.body, reply);
      return act(context, req, res, typed, 'answered', (viewer, ref) =>
        answer(context, viewer, ref, { words: typed.answer, seen: seenIn(typed.seen) }),
      );
    },

    withdraw(req: Request, res: Response): Promise<void> {
      const { typed } = readForm(req.body, takingBack);
      return act(context, req, res, typed, 'withdrawn', (viewer, ref) =>
        withdraw(context, viewer, ref, { words: typed.withdrawal, seen: seenIn(typed.seen) }),
      );
    },

    async sendAgain(req: Request, res: Response): Promise<void> {
      readForm(req.body, {});
      await sendAgain(context, viewerOf(req), refOf(req));
      res.redirect(303, `/access/applications/${refOf(req)}?done=link_sent`);
    },
  };
}

async function load(context: ApplicationsContext, req: Request): Promise<Shown> {
  const application = await readApplication(context.pool, viewerOf(req), refOf(req));
  const office = context.offices.byId(application.officeId);
  if (!office) throw new Conflict('the office of the application is not known any more');
  const [steps, opening, accounts] = await Promise.all([
    listSteps(context.pool, application),
    application.accountId === null ? undefined : findOpening(context.pool, application.accountId),
    countAccounts(context.pool, office.id),
  ]);
  return { application, steps, opening, office, accounts };
}

async function showPage(context: ApplicationsContext, req: Request, res: Response, around: Around): Promise<void> {
  const shown = await load(context, req);
  render(res, 'applications/show', presentShow(wordsOf(res, context.offices), viewerOf(req), shown, around));
}

/**
 * Does something to the application of the address, and shows the page again with what was typed when it could not be
 * done.
 */
async function act(
  context: ApplicationsContext,
  req: Request,
  res: Response,
  typed: TypedActions,
  done: string,
  work: (viewer: Viewer, ref: string) => Promise<Decided | undefined>,
): Promise<void> {
  const [viewer, ref] = [viewerOf(req), refOf(req)];
  await readApplication(context.pool, viewer, ref);
  try {
    const outcome = await work(viewer, ref);
    if (outcome && 'problems' in outcome)
      return await showPage(context, req, res.status(422), { typed, problems: outcome.problems });
    // The first of two grants is a consent only.
    const isConsent = outcome?.state === 'consented';
    res.redirect(303, `/access/applications/${ref}?done=${isConsent ? 'consented' : done}`);
  } catch (error) {
    if (error instanceof NeedsAnother) {
      await note(context.pool, viewer, {
        action: 'application.refusedToOne',
        outcome: 'refused',
        subject: ref,
        detail: { why: error.message },
      });
      return showPage(context, req, res.status(403), { typed, notice: 'needsAnother' });
    }
    if (!(error instanceof Overtaken)) throw error;
    return showPage(context, req, res.status(409), { typed, notice: 'overtaken' });
  }
}

type Decision = ReturnType<typeof readDecision>;

function decision(
  context: ApplicationsContext,
  done: string,
  work: (viewer: Viewer, ref: string, decided: Decision) => Promise<Decided | undefined>,
) {
  return (req: Request, res: Response): Promise<void> => {
    const decided = readDecision(req.body);
    const typed = { ...decided.typed, duties: decided.duties };
    return act(context, req, res, typed, done, (viewer, ref) => work(viewer, ref, decided));
  };
}

function readDecision(posted: unknown) {
  const { typed, read } = readForm(posted, saying);
  return { typed, duties: read.duties ?? [], said: { words: typed.words, seen: seenIn(typed.seen) } };
}

/** The last step the sender had seen; what is no number is none. */
function seenIn(typed: string): number {
  return /^\d{1,15}$/.test(typed) ? Number(typed) : 0;
}
