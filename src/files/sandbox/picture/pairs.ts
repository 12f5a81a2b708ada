/** Does two at a time: encoders work beside the script, and this process is the only one that uses its second core. */
export async function inPairs<T, R>(things: readonly T[], work: (thing: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  const hand = async (): Promise<void> => {
    for (let at = next; at < things.length; at = next) {
      next += 1;
      results[at] = await work(things[at] as T);
    }
  };
  await Promise.all([hand(), hand()]);
  return results;
}
