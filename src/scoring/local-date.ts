const MILLISECONDS_A_DAY = 86_400_000;

/** The local date (YYYY-MM-DD) that many days later, earlier where negative. */
export function addDays(localDate: string, days: number): string {
  return new Date(Date.parse(localDate) + days * MILLISECONDS_A_DAY).toISOString().slice(0, 10);
}
