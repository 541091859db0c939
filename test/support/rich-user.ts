import { SECTIONS, type Counts } from '../../src/exports/user-data.js';
import { expectDone } from './records-over-http.js';
import type { Service } from './service.js';

const WATCH = { name: 'Band 4', kind: 'watch', device: 'Watch7,5' };
const RING = { name: '+Halo, "Gen 3"', kind: 'ring' };
const HOUR = 3_600_000;

/** A stretch of time that ended so many days ago, at an hour in UTC. */
const stretch = (daysAgo: number, hour: number, hours: number): { startedAt: string; endedAt: string } => {
  const midnight = Math.floor(Date.now() / 86_400_000 - daysAgo) * 86_400_000;
  const start = midnight + hour * HOUR;
  return { startedAt: new Date(start).toISOString(), endedAt: new Date(start + hours * HOUR).toISOString() };
};

function activities(): object[] {
  const everything = {
    source: WATCH,
    externalId: 'all/1',
    timeZone: 'America/St_Johns',
    steps: 5200,
    distanceMeters: 3900.55,
    activeEnergyKilocalories: 210.25,
    moderateSeconds: 1500,
    vigorousSeconds: 0,
    averageHeartRateBpm: 112.5,
    maxHeartRateBpm: 141,
  };
  const days = Array.from({ length: 12 }, (_, index) => ({
    type: 'daily_activity',
    ...stretch(index + 2, 0, 24),
    source: index % 2 === 0 ? WATCH : RING,
    externalId: index % 3 === 0 ? null : `day/${index}`,
    steps: 4000 + 700 * index,
    moderateSeconds: 60 * index,
  }));
  return [
    { type: 'walking', ...stretch(3, 8, 0.75), ...everything },
    { type: 'yoga', ...stretch(3, 8, 0) }, // nothing else is known, not even how long
    { type: 'yoga', ...stretch(3, 8, 0) }, // and this is another one
    { type: 'running', ...stretch(4, 22.5, 5), source: { name: 'manual', kind: 'phone' }, timeZone: 'Asia/Kathmandu', steps: 0 },
    {
      type: 'daily_activity',
      startedAt: '2026-10-25T00:00:00+02:00',
      endedAt: '2026-10-26T00:00:00+01:00',
      steps: 9000,
      source: RING,
    },
    ...days,
  ];
}

function sleepSessions(): object[] {
  const night = stretch(3, 21, 9);
  const at = (hours: number): string => new Date(Date.parse(night.startedAt) + hours * HOUR).toISOString();
  const stages = [
    ['awake', 0, 0.25],
    ['light', 0.25, 2],
    ['deep', 2, 4],
    ['unknown', 4, 5],
    ['rem', 5.5, 8.75],
  ] as const;
  return [
    {
      ...night,
      source: WATCH,
      externalId: 'night',
      stages: stages.map(([stage, from, to]) => ({ stage, startedAt: at(from), endedAt: at(to) })),
    },
    { ...night, source: RING, totalSleepSeconds: 25_000, awakeSeconds: 600, lightSleepSeconds: 100, externalId: 'night' },
    {
      ...stretch(3, 23, 8),
      source: WATCH,
      totalSleepSeconds: 28_000,
      lightSleepSeconds: 20_000,
      deepSleepSeconds: 0,
      remSleepSeconds: 8000,
    },
    { ...stretch(2, 13, 0.5), isMainSleep: false, totalSleepSeconds: 0 },
    { startedAt: '2026-10-24T23:00:00+02:00', endedAt: '2026-10-25T07:00:00+01:00', totalSleepSeconds: 30_000, source: WATCH },
    ...Array.from({ length: 8 }, (_, index) => ({
      ...stretch(index + 4, 22, 7 + index / 8),
      source: RING,
      totalSleepSeconds: 24_000 + index,
    })),
  ];
}

const bloodTests = (): object[] => [
  {
    collectedAt: stretch(20, 7, 0).startedAt,
    fasting: true,
    laboratory: '-Labor "Nord", Kiel; Süd\n2. Stock',
    source: { name: 'Labor', kind: 'laboratory', device: 'Cobas' },
    externalId: 'a,b;"c"',
    timeZone: 'Pacific/Chatham',
    results: [
      { analyte: 'hba1c', value: 48, unit: 'mmol/mol' },
      { analyte: 'crp_hs', value: 0.3, unit: 'mg/L', comparator: '<' },
      { analyte: 'trig', value: 1.234567, unit: 'mmol/L' },
      { analyte: 'chol_total', value: 2.01, unit: 'kg/m3' },
      { analyte: 'hdl', value: 55, unit: 'mg/dL', comparator: '>=' },
    ],
  },
  { collectedAt: stretch(40, 7, 0).startedAt, fasting: false, results: [{ analyte: 'hba1c', value: 5.4, unit: '%' }] },
  { collectedAt: stretch(40, 7, 0).startedAt, results: [{ analyte: 'hba1c', value: 5.9, unit: '%' }] }, // at the same instant
];

/** A user with records of every kind: every member said and not said, several sources, nights that overlap, days of 25 hours. */
export async function richUser(service: Service): Promise<string> {
  const userId = await service.createUser({
    displayName: '=HYPERLINK("x";"Ada")',
    birthDate: '1984-05-17',
    sexAtBirth: 'intersex',
    heightCentimeters: 168.5,
    weightKilograms: 64.25,
    timeZone: 'Europe/Berlin',
    shareInPopulation: false,
    sourceOrder: [{ name: RING.name, kind: 'ring' }, { kind: 'phone' }],
  });
  const records = { 'physical-activities': activities(), 'sleep-sessions': sleepSessions(), 'blood-tests': bloodTests() };
  for (const [path, drafts] of Object.entries(records)) {
    for (const draft of drafts) expectDone(await service.post(`/v1/users/${userId}/${path}`, draft));
  }
  return userId;
}

type Everything = Record<(typeof SECTIONS)[number], object[]> & { user: object; counts: Counts };

/** What the API answers of a user, list by list, in the order in which it came in. */
export async function everythingOf(service: Service, userId: string): Promise<Everything> {
  const bodyOf = async (path: string) => expectDone(await service.get(`/v1/users/${userId}${path}`)).body as never;
  const listed = async (path: string): Promise<{ id: string }[]> =>
    ((await bodyOf(`/${path}?limit=200`)) as { data: { id: string }[] }).data.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const lists = {
    physicalActivities: await listed('physical-activities'),
    sleepSessions: await listed('sleep-sessions'),
    bloodTests: await listed('blood-tests'),
    healthScoreHistory: ((await bodyOf('/health-score/history')) as { data: object[] }).data,
  };
  const counts = Object.fromEntries(SECTIONS.map((section) => [section, lists[section].length])) as Counts;
  return { user: await bodyOf(''), ...lists, counts };
}
