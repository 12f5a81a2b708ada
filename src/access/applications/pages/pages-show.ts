import type { Request, Response } from 'express';
import { note } from '../../../audit/index.ts';
import { Conflict } from '../../../errors.ts';
import type { FieldProblem } from '../../../errors.ts';
import { viewerOf } from '../../guard.ts';
import type { Duty, Level } from '../../viewer.ts';
import { answer, sendAgain, withdraw } from '../answer.ts';
import { NeedsAnother, Overtaken, ask, refuse } from '../decide.ts';
import { longest } from './form.ts';
import { grant } from '../grant.ts';
import { refOf, wordsOf } from './pages-common.ts';
import { facts, levelChoices, mayDo, openingOf, timeline } from './presenter-show.ts';
import type { Shown } from './presenter-show.ts';
import { stateTag } from './presenter-list.ts';
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

/** What was typed, given back when it could not be done. */
interface Typed {
  readonly level?: string;
  readonly duties?: readonly string[];
  readonly endsOn?: string;
  readonly words?: string;
  readonly answer?: string;
  readonly withdrawal?: string;
}
interface Around {
  readonly typed?: Typed;
  readonly problems?: readonly FieldProblem[];
  readonly done?: string;
  readonly notice?: 'overtaken' | 'needsAnother';
}

/** The page of one application and everything that can be done there. */
export function showPages(context: ApplicationsContext) {
  const load = async (req: Request): Promise<Shown> => {
    const application = await readApplication(context.pool, viewerOf(req), refOf(req));
    const office = context.offices.byId(application.officeId);
    if (!office) throw new Conflict('the office of the application is not known any more');
    const [steps, opening, accounts] = await Promise.all([
      listSteps(context.pool, application),
      application.accountId === null ? undefined : findOpening(context.pool, application.accountId),
      countAccounts(context.pool, office.id),
    ]);
    return { application, steps, opening, office, accounts };
  };

  const showPage = async (req: Request, res: Response, around: Around): Promise<void> => {
    const shown = await load(req);
    const words = wordsOf(res, context.offices);
    const problems = (around.problems ?? []).map(problem => ({ path: problem.path, text: words.problem(problem) }));
    const { application, steps } = shown;
    render(res, 'applications/show', {
      ref: application.ref,
      name: `${application.givenName} ${application.familyName}`,
      state: application.state,
      tag: stateTag(words, application.state),
      synthetic: application.synthetic,
      facts: facts(words, shown),
      events: timeline(words, steps),
      opening: openingOf(words, shown.opening),
      may: mayDo(viewerOf(req), shown),
      seen: steps.at(-1)?.id ?? 0,
      levels: levelChoices(words, shown),
      duties: application.duties.map(duty => ({ value: duty, label: words.duties([duty]) })),
      madeBy: application.madeByLogin,
      decided:
        application.decided &&
        [
          words.level(application.decided.level),
          words.duties(application.decided.duties),
          words.t('applications:decide.until', { day: words.day(application.decided.endsOn) }),
        ]
          .filter(Boolean)
          .join(' · '),
      typed: {
        level: application.level,
        duties: application.duties,
        endsOn: application.endsOn,
        words: '',
        answer: '',
        withdrawal: '',
        ...around.typed,
      },
      problems,
      errors: Object.fromEntries(problems.map(({ path, text: said }) => [path, said])),
      done: around.done,
      notice: around.notice,
      longest: longest.words,
    });
  };

  /**
   * Does something to the application of the address, and shows the page again with what was typed when it could not be
   * done.
   */
  const act = async (
    req: Request,
    res: Response,
    typed: Typed,
    work: () => Promise<{ problems: readonly FieldProblem[] } | { done: string }>,
  ): Promise<void> => {
    await readApplication(context.pool, viewerOf(req), refOf(req));
    try {
      const outcome = await work();
      if ('problems' in outcome) return await showPage(req, res.status(422), { typed, problems: outcome.problems });
      res.redirect(303, `/access/applications/${refOf(req)}?done=${outcome.done}`);
    } catch (error) {
      if (error instanceof NeedsAnother) {
        await note(context.pool, viewerOf(req), {
          action: 'application.refusedToOne',
          outcome: 'refused',
          subject: refOf(req),
          detail: { why: error.message },
        });
        return showPage(req, res.status(403), { typed, notice: 'needsAnother' });
      }
      if (!(error instanceof Overtaken)) throw error;
      return showPage(req, res.status(409), { typed, notice: 'overtaken' });
    }
  };

  const decision = (req: Request) => {
    const { typed, read } = readForm(req.body, saying);
    return { typed: { ...typed, duties: read.duties ?? [] }, said: { words: typed.words, seen: seenIn(typed.seen) } };
  };

  return {
    async show(req: Request, res: Response): Promise<void> {
      const { done } = readQuery(req.query, query);
      await readApplication(context.pool, viewerOf(req), refOf(req));
      await note(context.pool, viewerOf(req), { action: 'application.read', subject: refOf(req) });
      await showPage(req, res, done === '' ? {} : { done });
    },

    grant(req: Request, res: Response): Promise<void> {
      const { typed, said } = decision(req);
      return act(req, res, typed, async () => {
        // Any other text is none of the levels and duties asked for, and is refused as more than was asked.
        const outcome = await grant(
          context,
          viewerOf(req),
          refOf(req),
          { level: typed.level as Level, duties: [...new Set(typed.duties)] as Duty[], endsOn: typed.endsOn.trim() },
          said,
        );
        return 'problems' in outcome ? outcome : { done: outcome.state === 'consented' ? 'consented' : 'granted' };
      });
    },

    ask(req: Request, res: Response): Promise<void> {
      const { typed, said } = decision(req);
      return act(req, res, typed, async () => {
        const outcome = await ask(context, viewerOf(req), refOf(req), said);
        return 'problems' in outcome ? outcome : { done: 'asked' };
      });
    },

    refuse(req: Request, res: Response): Promise<void> {
      const { typed, said } = decision(req);
      return act(req, res, typed, async () => {
        const outcome = await refuse(context, viewerOf(req), refOf(req), said);
        return 'problems' in outcome ? outcome : { done: 'refused' };
      });
    },

    answer(req: Request, res: Response): Promise<void> {
      const { typed } = readForm(req.body, reply);
      return act(
        req,
        res,
        typed,
        async () =>
          (await answer(context, viewerOf(req), refOf(req), { words: typed.answer, seen: seenIn(typed.seen) })) ?? {
            done: 'answered',
          },
      );
    },

    withdraw(req: Request, res: Response): Promise<void> {
      const { typed } = readForm(req.body, takingBack);
      return act(
        req,
        res,
        typed,
        async () =>
          (await withdraw(context, viewerOf(req), refOf(req), {
            words: typed.withdrawal,
            seen: seenIn(typed.seen),
          })) ?? { done: 'withdrawn' },
      );
    },

    async sendAgain(req: Request, res: Response): Promise<void> {
      readForm(req.body, {});
      await sendAgain(context, viewerOf(req), refOf(req));
      res.redirect(303, `/access/applications/${refOf(req)}?done=link_sent`);
    },
  };
}

/** The last step the sender had seen; what is no number is none. */
function seenIn(typed: string): number {
  return /^\d{1,15}$/.test(typed) ? Number(typed) : 0;
}
