import { randomInt, randomUUID } from 'node:crypto';
import { addDays } from '../src/time/local-date.js';
import { localDate } from '../src/time/time-zone.js';
import { TIME_ZONE, uuidOf } from './population.js';

const SCORED_DAYS = 28; // today is not one of them

/** One kind of request that both servers answer alike. */
export interface Operation {
  title: string;
  /** The status of a right answer. */
  status: number;
  /** The next request for one of the users; what it creates comes from the source of that name. */
  request: (user: number, sourceName: string) => { method: string; path: string; body?: string };
}

const activities = (user: number): string => `/v1/users/${uuidOf(user)}/physical-activities`;

function newActivity(sourceName: string, daysAgo: number): object {
  const day = addDays(localDate(Date.now(), TIME_ZONE), -daysAgo);
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

const scoredDay = (): number => randomInt(1, SCORED_DAYS + 1);

const creation =
  (daysAgo: () => number): Operation['request'] =>
  (user, sourceName) => ({
    method: 'POST',
    path: activities(user),
    body: JSON.stringify(newActivity(sourceName, daysAgo())),
  });

/** What is measured. */
export const OPERATIONS = {
  get: {
    title: 'Get one activity',
    status: 200,
    request: (user) => ({ method: 'GET', path: `${activities(user)}/${uuidOf(user, scoredDay())}` }),
  },
  list: {
    title: 'List 30 days',
    status: 200,
    request: (user) => ({ method: 'GET', path: `${activities(user)}?limit=30` }),
  },
  create: {
    title: 'Create one activity', // half of today, half of one of the days that make the figures
    status: 201,
    request: creation(() => (randomInt(2) === 0 ? 0 : scoredDay())),
  },
  createToday: { title: 'An activity of today', status: 201, request: creation(() => 0) },
  createScored: { title: 'An activity of a day that moves figures', status: 201, request: creation(scoredDay) },
  score: {
    title: 'Health score',
    status: 200,
    request: (user) => ({ method: 'GET', path: `/get_health_score?user_id=${uuidOf(user)}` }),
  },
} as const satisfies Record<string, Operation>;
