/** What is counted where it happens, by this process since it began, whether or not anyone asks for metrics. */
const signIns = { opened: 0, refused: 0, factor_refused: 0 };

export function countSignIn(result: keyof typeof signIns): void {
  signIns[result] += 1;
}

export function signInsSoFar(): Readonly<typeof signIns> {
  return signIns;
}
