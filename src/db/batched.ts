interface Waiting<Q, A> {
  readonly question: Q;
  readonly since: number;
  readonly answer: (answer: A) => void;
  readonly refuse: (error: unknown) => void;
}

/** Of one statement: an index is asked for each of them. */
const most = 100;
/**
 * Milliseconds. Where a statement fails after a long wait, such as for a lock, the next one would wait as long: whoever
 * has waited so long is told with those it was asked for, not after twice the time.
 */
const longest = 500;

/**
 * Asks for many at once: a question goes by itself, and those that come meanwhile go together in the next statement, so
 * that a process asks less often the more it has to do. `ask` answers in the order of its questions; where
 * it fails, it fails for all of them, and for those who have waited long for the next.
 */
export function batched<Q, A>(ask: (questions: readonly Q[]) => Promise<readonly A[]>): (question: Q) => Promise<A> {
  let waiting: Waiting<Q, A>[] = [];
  let isUnderWay = false;

  async function send(): Promise<void> {
    isUnderWay = true;
    while (waiting.length > 0) {
      const batch = waiting.slice(0, most);
      waiting = waiting.slice(most);
      const failure = await answerAll(batch, ask);
      if (failure) refuseLate(failure.error);
    }
    isUnderWay = false;
  }

  function refuseLate(error: unknown): void {
    const isLate = ({ since }: Waiting<Q, A>): boolean => performance.now() - since > longest;
    const late = waiting.filter(isLate);
    waiting = waiting.filter(one => !late.includes(one));
    for (const { refuse } of late) refuse(error);
  }

  return question =>
    new Promise((answer, refuse) => {
      waiting.push({ question, since: performance.now(), answer, refuse });
      if (!isUnderWay) void send();
    });
}

async function answerAll<Q, A>(
  batch: readonly Waiting<Q, A>[],
  ask: (questions: readonly Q[]) => Promise<readonly A[]>,
): Promise<{ readonly error: unknown } | undefined> {
  try {
    const answers = await ask(batch.map(({ question }) => question));
    if (answers.length !== batch.length) throw new Error(`${answers.length} answers to ${batch.length} questions`);
    answers.forEach((answer, at) => batch[at]?.answer(answer));
    return undefined;
  } catch (error) {
    for (const { refuse } of batch) refuse(error);
    return { error };
  }
}
