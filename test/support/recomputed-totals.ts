import type { StoredTotal } from './daily-totals.js';
import type { Service } from './service.js';

// Section 1 of the definition of the health score, minute by minute: slow and plain. Instants are whole minutes here.

const MINUTE = 60_000;
const ASLEEP = new Set(['light', 'deep', 'rem', 'unknown']);

interface Interval {
  startedAt: string;
  endedAt: string;
}

interface Answered extends Interval {
  source: { kind: string; name: string };
  timeZone: string;
}

interface Activity extends Answered {
  steps: number | null;
  moderateSeconds: number | null;
  vigorousSeconds: number | null;
  distanceMeters: number | null;
  activeEnergyKilocalories: number | null;
}

interface Sleep extends Answered {
  stages: (Interval & { stage: string })[] | null;
}

const calendars = new Map<string, Intl.DateTimeFormat>();

/** The date on the wall of a zone. */
export function dateIn(zone: string, ms: number): string {
  if (!calendars.has(zone)) calendars.set(zone, new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' }));
  return calendars.get(zone)!.format(ms);
}

const minutesOf = ({ startedAt, endedAt }: Interval): number[] => {
  const [start, end] = [Date.parse(startedAt), Date.parse(endedAt)];
  return Array.from({ length: (end - start) / MINUTE }, (_, minute) => start + minute * MINUTE);
};

/** Of each of its local days, the minutes of an activity that have passed when the day is over. */
function passedByDay(activity: Activity): [day: string, passed: number][] {
  const passed = new Map([[dateIn(activity.timeZone, Date.parse(activity.startedAt)), 0]]);
  minutesOf(activity).forEach((minute, index) => passed.set(dateIn(activity.timeZone, minute), index + 1));
  return [...passed];
}

const nothing = (): Omit<StoredTotal, 'day' | 'source'> => ({
  activities: 0,
  steps: [0, 0],
  intensity: [0, 0, 0],
  centimeters: [0, 0],
  centikilocalories: [0, 0],
  asleepSeconds: [0, 0],
});

/** The totals that all records of a user, as they are answered, add up to. */
export function recomputedTotals(activities: readonly Activity[], sleepSessions: readonly Sleep[]): StoredTotal[] {
  const totals = new Map<string, StoredTotal & { minutesAsleep: Set<number> }>();
  const totalOf = (day: string, { kind, name }: Answered['source']) => {
    const source = `${kind} ${name}`;
    const key = `${day} ${source}`;
    if (!totals.has(key)) totals.set(key, { day, source, ...nothing(), minutesAsleep: new Set() });
    return totals.get(key)!;
  };

  for (const activity of activities) {
    const days = passedByDay(activity);
    const all = days.at(-1)![1];
    days.forEach(([day, passed], index) => {
      const total = totalOf(day, activity.source);
      const share = (whole: number): number => {
        if (all === 0) return whole;
        const before = index === 0 ? 0 : days[index - 1]![1];
        return Math.floor((whole * passed) / all) - Math.floor((whole * before) / all);
      };
      total.activities += 1;
      addTo(total.steps, [activity.steps], share);
      addTo(total.intensity, [activity.moderateSeconds, activity.vigorousSeconds], share);
      addTo(total.centimeters, [hundredfold(activity.distanceMeters)], share);
      addTo(total.centikilocalories, [hundredfold(activity.activeEnergyKilocalories)], share);
    });
  }
  for (const session of sleepSessions) {
    const total = totalOf(dateIn(session.timeZone, Date.parse(session.endedAt)), session.source);
    const asleep = session.stages?.filter(({ stage }) => ASLEEP.has(stage)) ?? [session]; // these are asleep from end to end
    for (const minute of asleep.flatMap(minutesOf)) total.minutesAsleep.add(minute);
    total.asleepSeconds = [total.asleepSeconds[0] + 1, 60 * total.minutesAsleep.size];
  }
  return [...totals.values()]
    .map(({ minutesAsleep: _minutesAsleep, ...total }) => total)
    .toSorted((a, b) => (a.day + a.source < b.day + b.source ? -1 : 1));
}

const hundredfold = (value: number | null): number | null => (value === null ? null : Math.round(100 * value));

/** Adds a record that says any of the amounts, and its share of them. */
function addTo(sum: number[], amounts: (number | null)[], share: (whole: number) => number): void {
  if (amounts.every((amount) => amount === null)) return;
  sum[0]! += 1;
  amounts.forEach((amount, index) => (sum[index + 1]! += share(amount ?? 0)));
}

/** All records of a kind, as they are listed. */
export async function allRecords<T>(service: Service, userId: string, kind: string): Promise<T[]> {
  const records: T[] = [];
  let next: string | null = `/v1/users/${userId}/${kind}?limit=200`;
  while (next) {
    const { headers, body } = await service.get(next);
    records.push(...(body.data as T[]));
    next = /<(.+)>/.exec(headers.get('link') ?? '')?.[1] ?? null;
  }
  return records;
}

/** What the daily totals of a user have to be, by what is listed of the user's records. */
export async function recomputed(service: Service, userId: string): Promise<StoredTotal[]> {
  return recomputedTotals(
    await allRecords(service, userId, 'physical-activities'),
    await allRecords(service, userId, 'sleep-sessions'),
  );
}
