/** A stream lives for hours: what it waited so many milliseconds ago is over. */
const forgotten = 5000;

/** How long a request has waited before its own work. What it waits for at the same time counts once. */
export class TimeWaited {
  #before = 0;
  #waiting = 0;
  #since = 0;
  #until = 0;

  begin(): void {
    const now = performance.now();
    if (this.#waiting === 0) {
      if (now - this.#until > forgotten) this.#before = 0;
      this.#since = now;
    }
    this.#waiting += 1;
  }

  /** Milliseconds up to now. */
  end(): number {
    this.#waiting -= 1;
    this.#until = performance.now();
    const ms = this.#before + this.#until - this.#since;
    if (this.#waiting === 0) this.#before = ms;
    return ms;
  }
}
