// The portal's own time. Outside an evaluation it is the real one. What guards the door (sessions, proofs, limits of
// use) and the trail never ask here: they go by the real time, so that nobody is locked out and nothing is dated
// falsely.

const day = 86_400_000;
let isMovable = false;
let days = 0;

/** Lets the date be moved in this process, or no more: for an evaluation while it runs, and never in production. */
export function letDateMove(may: boolean): void {
  isMovable = may;
  days = 0;
}

export function canDateMove(): boolean {
  return isMovable;
}

/** Moves the date of this process so many days ahead; 0 is today. Throws where it is no evaluation. */
export function moveDate(ahead: number): void {
  if (!isMovable && ahead !== 0) throw new Error('the date is moved in an evaluation only');
  days = ahead;
}

/** How many days ahead the date is. */
export function movedDays(): number {
  return days;
}

/** Now, by the portal's date. */
export function now(): Date {
  return new Date(Date.now() + days * day);
}
