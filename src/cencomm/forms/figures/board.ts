import type { Chain, ChainState } from '../shipment.ts';
import type { SentForm } from '../store-sent-forms.ts';

/** A chain with those of its messages that the member may see. */
export interface Case {
  readonly chain: Chain;
  readonly warning?: SentForm;
  /** The last one that stands. */
  readonly feedback?: SentForm;
  /** The seizure, while it stands. */
  readonly seizure?: SentForm;
  /** A seizure that was withdrawn, or was none. */
  readonly undone?: SentForm;
  /** The first of them, which gives the chain its goods and subject, and the last. */
  readonly first: SentForm;
  readonly last: SentForm;
  /** Countries asked for an answer. */
  readonly askedOf: readonly string[];
  readonly isOverdue: boolean;
}

export interface BoardFilter {
  readonly country: string;
  readonly kind: '' | 'warning' | 'seizure';
  readonly heading: string;
  readonly mine: '' | 'asked' | 'sent';
}

/** Chains with those of their messages that the member may see, the newest first. `now` in milliseconds. Pure. */
export function casesOf(chains: readonly Chain[], forms: readonly SentForm[], now: number): Case[] {
  const byId = new Map(forms.map(form => [form.firstId, form]));
  const answers = Map.groupBy(
    forms.filter(({ kind, standing }) => kind === 'feedback' && standing !== 'withdrawn'),
    ({ threadId }) => threadId,
  );
  return chains.flatMap((chain): Case[] => {
    const warning = byId.get(chain.warningId ?? '');
    const feedback = answers.get(chain.warningId ?? '')?.at(-1);
    const reported = byId.get(chain.seizureId ?? '');
    const [first, ...more] = [warning, feedback, reported].filter(one => one !== undefined);
    return first ? [{ ...caseOf(chain, { warning, feedback, reported }, now), first, last: more.at(-1) ?? first }] : [];
  });
}

type Step = SentForm | undefined;

function caseOf(
  chain: Chain,
  { warning, feedback, reported }: Readonly<Record<'warning' | 'feedback' | 'reported', Step>>,
  now: number,
): Omit<Case, 'first' | 'last'> {
  return {
    chain,
    isOverdue: chain.state === 'open' && isPast(warning?.answerBy, now),
    askedOf: warning ? askedBy(warning) : [],
    ...(warning ? { warning } : {}),
    ...(feedback ? { feedback } : {}),
    ...(reported ? { [reported.standing === 'stands' ? 'seizure' : 'undone']: reported } : {}),
  };
}

const isPast = (iso: string | null | undefined, now: number): boolean =>
  typeof iso === 'string' && Date.parse(iso) < now;

/** The countries asked to answer a warning: those it names, else its recipients, else the destination of the goods. */
function askedBy({ fields, audience, countries }: Pick<SentForm, 'fields' | 'audience' | 'countries'>): string[] {
  const named = fields.askedOf;
  if (Array.isArray(named) && named.length > 0) return named.map(String);
  if (audience === 'countries' && countries.length > 0) return [...countries];
  return typeof fields.destination === 'string' ? [fields.destination] : [];
}

/** Countries involved in a case: who reports, who is asked, where it happened. */
export function countriesOf({ warning, feedback, seizure, askedOf }: Case): string[] {
  return [
    ...new Set(
      [warning, feedback, seizure]
        .flatMap(form => (form ? [form.senderCountry, form.fields.country] : []))
        .concat(askedOf)
        .filter((code): code is string => typeof code === 'string' && code !== ''),
    ),
  ];
}

export function headingOf({ first, seizure }: Case): string {
  return String(seizure?.fields.heading ?? first.fields.heading ?? '');
}

/** The cases that match a filter; `own` is the member. Pure. */
export function filtered(
  cases: readonly Case[],
  filter: BoardFilter,
  own: { accountId: number; country: string | null },
): Case[] {
  return cases.filter(
    one =>
      (filter.country === '' || countriesOf(one).includes(filter.country)) &&
      (filter.kind === '' ||
        (filter.kind === 'warning' ? one.chain.warningId !== null : one.chain.seizureId !== null)) &&
      (filter.heading === '' || headingOf(one) === filter.heading) &&
      (filter.mine === '' ||
        (filter.mine === 'asked'
          ? waitsFor(one, own.country)
          : [one.warning, one.feedback, one.seizure].some(form => form?.senderId === own.accountId))),
  );
}

/** Whether a warning is waiting for an answer from this country. */
export function waitsFor({ chain, askedOf }: Case, country: string | null): boolean {
  return chain.state === 'open' && country !== null && askedOf.includes(country);
}

export function inState(cases: readonly Case[], state: ChainState): Case[] {
  const found = cases.filter(({ chain }) => chain.state === state);
  return state === 'open' ? found.toSorted((a, b) => Number(b.isOverdue) - Number(a.isOverdue)) : found;
}
