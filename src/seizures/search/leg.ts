import { parsed } from '../../fields/index.ts';
import { read, refuse } from '../../text/readable-text.ts';

/** Reads a step of a route: "CN>AE". */
export const leg = parsed(typed => (/^[A-Z]{2}>[A-Z]{2}$/.test(typed) ? read(typed) : refuse('search:malformed')));

export function legOf(from: string, to: string): string {
  return `${from}>${to}`;
}

/** The countries it joins; none of no step. */
export function endsOfLeg(step: string | undefined): readonly string[] {
  return step === undefined ? [] : step.split('>');
}

interface Way {
  readonly departure: string | null;
  readonly transit: readonly string[];
  readonly destination: string | null;
}

/** Whether a record in memory states one country right after the other. */
export function hasLeg({ departure, transit, destination }: Way, step: string): boolean {
  return `>${[departure ?? '', ...transit, destination ?? ''].join('>')}>`.includes(`>${step}>`);
}
