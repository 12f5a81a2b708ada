interface Waiting<Q, A> {
  readonly question: Q;
  readonly answer: (answer: A) => void;
  readonly refuse: (error: unknown) => void;
}

/** Of one statement: an index is asked for each of them. */
const most = 100;

/**
 * Asks for many at once: a question goes by itself, and those that come meanwhile go together in the next statement, so
 * that a process asks less often the more it has to do. `ask` answers in the order of its questions; where
 * it fails, it fails for all of them.
 */
export function batched<Q, A>(ask: (questions: readonly Q[]) => Promise<readonly A[]>): (question: Q) => Promise<A> {
  let waiting: Waiting<Q, A>[] = [];
  let isUnderWay = false;

  async function send(): Promise<void> {
    isUnderWay = true;
    while (waiting.length > 0) {
      const batch = waiting.slice(0, most);
      waiting = waiting.slice(most);
      await answerAll(batch, ask);
    }
    isUnderWay = false;
  }

  return question =>
    new Promise((answer, refuse) => {
      waiting.push({ question, answer, refuse });
      if (!isUnderWay) void send();
    });
}

async function answerAll<Q, A>(
  batch: readonly Waiting<Q, A>[],
  ask: (questions: readonly Q[]) => Promise<readonly A[]>,
): Promise<void> {
  try {
    const answers = await ask(batch.map(({ question }) => question));
    if (answers.length !== batch.length) throw new Error(`${answers.length} answers to ${batch.length} questions`);
    answers.forEach((answer, at) => batch[at]?.answer(answer));
  } catch (error) {
    for (const { refuse } of batch) refuse(error);
  }
}
