const keepFor = 10 * 60_000;

/**
 * What `read` answers with, kept for ten minutes and renewed behind the asker's back; until it was read, and where it
 * cannot be, nothing is known.
 */
export function kept<Asked extends readonly unknown[], Known>(
  read: () => Promise<(...asked: Asked) => Known | undefined>,
  now: () => number = Date.now,
): (...asked: Asked) => Known | undefined {
  let known: (...asked: Asked) => Known | undefined = () => undefined;
  let readAt = -Infinity;
  const renew = (): void => {
    readAt = now();
    read().then(
      answer => {
        known = answer;
      },
      () => {
        readAt = -Infinity;
      },
    );
  };
  return (...asked) => {
    if (now() - readAt > keepFor) renew();
    return known(...asked);
  };
}
