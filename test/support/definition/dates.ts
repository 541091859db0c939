const DAY = 86_400_000;
const formats = new Map<string, Intl.DateTimeFormat>();

/** The calendar date in a zone: Sweden writes it as YYYY-MM-DD. */
export function dateIn(zone: string, ms: number): string {
  if (!formats.has(zone)) formats.set(zone, new Intl.DateTimeFormat('sv-SE', { timeZone: zone }));
  return formats.get(zone)!.format(ms);
}

export const daysBefore = (date: string, days: number): string =>
  new Date(Date.parse(date) - days * DAY).toISOString().slice(0, 10);

/** In whole years. */
export function ageOn(date: string, birthDate: string): number {
  const years = Number(date.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return date.slice(5) >= birthDate.slice(5) ? years : years - 1;
}
