import { randomInt, randomUUID } from 'node:crypto';
import { DAYS, TIME_ZONE, uuidOf } from './population.js';

const DAY_MS = 86_400_000;

/** One kind of request that both servers answer alike. */
export interface Operation {
  title: string;
  /** The status of a right answer. */
  status: number;
  /** The next request for one of the users; what it creates comes from the source of that name. */
  request: (user: number, sourceName: string) => { method: string; path: string; body?: string };
}

const activities = (user: number): string => `/v1/users/${uuidOf(user)}/physical-activities`;

/** Half of the new records are of today, half of one of the 28 days that make the figures. */
function newActivity(sourceName: string): object {
  const daysAgo = randomInt(2) === 0 ? 0 : randomInt(1, 29);
  const day = new Date(Date.now() - daysAgo * DAY_MS).toISOString().slice(0, 10);
  return {
    source: { name: sourceName, kind: 'watch', device: 'Watch7,5' },
    externalId: randomUUID(),
    timeZone: TIME_ZONE,
    type: 'walking',
    startedAt: `${day}T07:00:00Z`,
    endedAt: `${day}T07:45:00Z`,
    steps: 100,
    distanceMeters: 75.5,
    activeEnergyKilocalories: 4.25,
    moderateSeconds: 600,
    vigorousSeconds: 60,
    averageHeartRateBpm: 112.5,
    maxHeartRateBpm: 141,
  };
}

/** What is measured. */
export const OPERATIONS = {
  get: {
    title: 'Get one activity',
    status: 200,
    request: (user) => ({ method: 'GET', path: `${activities(user)}/${uuidOf(user, randomInt(1, DAYS + 1))}` }),
  },
  list: {
    title: 'List 30 days',
    status: 200,
    request: (user) => ({ method: 'GET', path: `${activities(user)}?limit=30` }),
  },
  create: {
    title: 'Create one activity',
    status: 201,
    request: (user, sourceName) => ({
      method: 'POST',
      path: activities(user),
      body: JSON.stringify(newActivity(sourceName)),
    }),
  },
  score: {
    title: 'Health score',
    status: 200,
    request: (user) => ({ method: 'GET', path: `/get_health_score?user_id=${uuidOf(user)}` }),
  },
} as const satisfies Record<string, Operation>;
