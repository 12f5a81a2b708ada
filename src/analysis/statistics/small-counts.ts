/**
 * Counts below are marked as small: of ten independent cases a 95 % interval (Poisson, exact) is 4.8 to 18.4, so that
 * half as many or nearly twice as many would be no surprise. Chosen.
 */
const smallBelow = 10;

/** Whether a count of cases is too small to compare. It says nothing of disclosure, which has `fewestDisclosed`. */
export function isSmallCount(cases: number): boolean {
  return cases < smallBelow;
}
