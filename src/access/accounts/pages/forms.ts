import { dayWithin, reason } from '../../form-fields.ts';
import { duties as allDuties, levels, type Viewer } from '../../viewer.ts';
import type { Order, Outcome } from '../commands/account-command.ts';
import { changeAccess } from '../commands/change-access.ts';
import { changeEnd } from '../commands/change-end.ts';
import { end } from '../commands/end.ts';
import { administers, type Action } from '../permissions.ts';
import { reset } from '../commands/reset.ts';
import { resume } from '../commands/resume.ts';
import type { AccountsContext } from '../context.ts';
import { askFactorReset } from '../commands/reset-factors.ts';
import { identityProofs, type Account } from '../account.ts';
import { suspend } from '../commands/suspend.ts';
import { unlock } from '../commands/unlock.ts';
import { addDays, addYears } from '../../../text/plain-date.ts';
import {
  choice,
  choices,
  readForm,
  ticked,
  version,
  type Fields,
  type FormReading as FormReadingOf,
  type Typed,
  type ValuesOf,
} from '../../../fields/index.ts';
import { BadRequest, type FieldProblem } from '../../../errors.ts';

/** What was typed into the form of an act: shown again when it is refused. */
export interface TypedForm {
  readonly reason?: string;
  readonly level?: string;
  readonly duties?: readonly string[];
  readonly endsOn?: string;
  readonly until?: string;
  readonly identity?: string;
  readonly atOnce?: string;
}

interface FormReading {
  readonly typed: TypedForm;
  readonly problems: readonly FieldProblem[];
  /** The version of the account the person saw. */
  readonly version: number;
  /** Does the act; to be called when there are no problems. */
  readonly act: (context: AccountsContext, viewer: Viewer) => Promise<Outcome>;
}

/** The days an end date may have: two years ahead for an office, five for the administrator. */
export function endLimits(viewer: Viewer, today: string): { from: string; to: string } {
  return { from: today, to: addYears(today, administers(viewer) ? 5 : 2) };
}

export function untilLimits(today: string): { from: string; to: string; optional: true } {
  return { from: today, to: addDays(today, 365), optional: true };
}

const always = { version, reason };
const listed = { required: 'errors:fields.required', notAChoice: 'errors:fields.notInList' };
const level = choice(levels, { problems: listed });
const identity = choice(identityProofs, {
  problems: { required: 'proposals:problem.identity', notAChoice: 'errors:fields.notInList' },
});
const duties = choices(allDuties, { optional: true, problems: listed });

interface Asking {
  readonly viewer: Viewer;
  readonly account: Account;
  readonly today: string;
}

/** Reads the form of an act. Nothing is looked up and nothing changed. */
export function readAct(action: Action, body: unknown, { viewer, account, today }: Asking): FormReading {
  switch (action) {
    case 'access': {
      // An office's own form has no duties in it.
      const own = administers(viewer) ? { duties } : {};
      return answer(readForm(body, { level, ...own, ...always }), (context, by, order, values) =>
        changeAccess(context, by, { ...order, level: values.level, duties: [...(values.duties ?? account.duties)] }),
      );
    }
    case 'endDate':
      return answer(
        readForm(body, { endsOn: dayWithin(endLimits(viewer, today)), ...always }),
        (context, by, order, { endsOn }) => changeEnd(context, by, { ...order, endsOn }),
      );
    case 'suspension':
      return answer(
        readForm(body, { until: dayWithin(untilLimits(today)), ...always }),
        (context, by, order, { until }) => suspend(context, by, { ...order, until: until || null }),
      );
    case 'factorReset':
      return answer(readForm(body, { identity, ...always }), (context, by, order, values) =>
        askFactorReset(context, by, { ...order, identity: values.identity }),
      );
    case 'reset':
      return answer(readForm(body, { atOnce: ticked, ...always }), (context, by, order, { atOnce }) =>
        reset(context, by, { ...order, atOnce: atOnce === 'yes' }),
      );
    default:
      return answer(readForm(body, always), (context, by, order) => plain[action](context, by, order));
  }

  function answer<F extends Fields & typeof always>(
    { typed, values, problems }: FormReadingOf<F>,
    act: (context: AccountsContext, by: Viewer, order: Order, values: ValuesOf<F>) => Promise<Outcome>,
  ): FormReading {
    const wrong = problems.filter(({ path }) => path === 'version');
    if (wrong.length > 0) throw new BadRequest(wrong);
    return {
      typed: shownAgain(typed),
      problems,
      version: Number((typed as Typed).version),
      act: async (context, by) =>
        values
          ? act(context, by, { id: account.id, version: values.version, reason: values.reason }, values)
          : { kind: 'problems', problems },
    };
  }
}

const plain = { resumption: resume, unlocking: unlock, ending: end };

function shownAgain(typed: Typed): TypedForm {
  return { ...typed, duties: (typed.duties ?? '').split(',').filter(one => one !== '') };
}
