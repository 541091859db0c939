import { Counter } from 'prom-client';

const A_REQUEST = 0.1;
const MOST = 10;

const retries = new Counter({
  name: 'health_tracker_database_retries_total',
  help: 'Work that was done once more after the database, or the way to it, had failed; and how often the budget had no more of it.',
  labelNames: ['outcome'],
});
for (const outcome of ['done', 'refused']) retries.inc({ outcome }, 0);

/** Lets one in ten requests be tried once more: where everything fails, trying everything again would be more load at the worst time. */
export class RetryBudget {
  private left = MOST;

  /** A request comes. */
  earn(): void {
    this.left = Math.min(MOST, this.left + A_REQUEST);
  }

  /** Whether one more attempt may be made. */
  spend(): boolean {
    const isEnough = this.left >= 1;
    if (isEnough) this.left -= 1;
    retries.inc({ outcome: isEnough ? 'done' : 'refused' });
    return isEnough;
  }
}
