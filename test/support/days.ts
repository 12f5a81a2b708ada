/** A day as forms take it, `days` from today: a date written down would one day be past. */
export const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
