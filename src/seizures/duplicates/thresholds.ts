/**
 * How near two records must be to be proposed as one event, as decided in docs/decisions/2026-11-27-merged-records.md.
 * Shared by the pairs of records and the rows of a file, so that both find the same.
 */

/** Difference of two quantities at most, as a share of the larger. */
export const quantityTolerance = 0.02;
/** Days between two seizures of the same goods in one country at most. */
export const daysApartByGoods = 3;
/** Days between two seizures of the same container at most: a container goes on. */
export const daysApartByContainer = 30;
