/** What a job that somebody may cancel works with. */
export interface Working {
  readonly signal: AbortSignal;
  readonly onProgress: (percent: number) => void;
}

interface Wanted {
  /** Aborted where the process ends under the job. */
  readonly ending: AbortSignal;
  /** Minutes after which it is given up. */
  readonly longest: number;
  /** Says how many percent are done; answers whether it is still wanted. */
  readonly tell: (percent: number) => Promise<boolean>;
  readonly onProblem: (error: unknown) => void;
}

/** Milliseconds between two looks at whether it is still wanted. */
const glance = 500;

/**
 * Does a work for as long as it is wanted, telling how far it is. Answers 'unwanted' where it was cancelled meanwhile
 * and 'tooLong' where it was given up; throws what the work throws, and where the process ends under it.
 */
export async function whileWanted(
  { ending, longest, tell, onProblem }: Wanted,
  work: (working: Working) => Promise<void>,
): Promise<'done' | 'unwanted' | 'tooLong'> {
  if (!(await tell(0))) return 'unwanted';
  const stopping = new AbortController();
  const late = AbortSignal.timeout(longest * 60_000);
  const signal = AbortSignal.any([ending, stopping.signal, late]);
  let percent = 0;
  const looking = setInterval(() => {
    tell(percent).then(isWanted => {
      if (!isWanted) stopping.abort();
    }, onProblem);
  }, glance);
  try {
    await work({
      signal,
      onProgress: value => {
        percent = value;
      },
    });
    return 'done';
  } catch (error) {
    if (ending.aborted) throw error;
    if (stopping.signal.aborted) return 'unwanted';
    if (late.aborted) return 'tooLong';
    throw error;
  } finally {
    clearInterval(looking);
  }
}
