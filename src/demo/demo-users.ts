import { localDate } from '../time/time-zone.js';
import { birthDateOf } from './birth-date.js';
import { expandPerson, type Expansion } from './expand.js';
import type { Person } from './people.js';
import type { DemoRecords } from './wire-records.js';

/** A user of the demo with everything on record, in the API's own field names. */
export interface DemoUser extends DemoRecords {
  id: string;
  /** Of the first record of each kind, where it is to be the same in every installation. */
  firstIds?: Readonly<Record<keyof DemoRecords, string>>;
  displayName: string;
  birthDate: string;
  sexAtBirth: Person['sexAtBirth'];
  timeZone: string;
  /** Stays as it was on the day of the load: what it stands for is having little. */
  growsOld?: true;
}

/** The ids of the demo users that stand for something, the same in every installation. */
export const demoUserIds = {
  average: '01890000-0000-7000-8000-000000000001',
  shortSleeper: '01890000-0000-7000-8000-000000000002',
  active: '01890000-0000-7000-8000-000000000003',
  highGlucose: '01890000-0000-7000-8000-000000000004',
  newcomer: '01890000-0000-7000-8000-000000000005',
  teenager: '01890000-0000-7000-8000-000000000006',
  kathmandu: '01890000-0000-7000-8000-000000000007',
  oldBloodTest: '01890000-0000-7000-8000-000000000008',
} as const;

/** The user of the documentation's examples: everything is on record. */
export const exampleUserId = demoUserIds.average;

/** That user's first record of each kind, which the documentation's examples name. */
export const exampleRecordIds = {
  physicalActivities: '01890000-0000-7000-8002-000000000001',
  sleepSessions: '01890000-0000-7000-8002-000000000002',
  bloodTests: '01890000-0000-7000-8002-000000000003',
} as const satisfies DemoUser['firstIds'];

interface Role {
  name: string;
  timeZone: string;
  /** A row of the file, counted from 0, or somebody invented. */
  person: number | Person;
  bloodTestDaysAgo?: number;
  keep?: (records: DemoRecords) => Partial<DemoRecords>;
}

// The survey's table has adults only.
const teenager: Person = {
  sexAtBirth: 'female',
  ageYears: 15,
  stepsPerDay: 9200,
  mvpaMinutesPerWeek: 300,
  vigorousMinutesPerWeek: 90,
  sleepHours: 8,
  hba1cPercent: 5.2,
  totalCholesterolMgPerDl: 158,
  hdlMgPerDl: 54,
  triglyceridesMgPerDl: null,
  fastingGlucoseMgPerDl: null,
  fasting: false,
};

const roles: Record<keyof typeof demoUserIds, Role> = {
  average: { name: 'Demo: average adult', timeZone: 'America/New_York', person: 808 },
  shortSleeper: { name: 'Demo: short sleeper', timeZone: 'Europe/London', person: 233 },
  active: { name: 'Demo: active adult', timeZone: 'Europe/Berlin', person: 1928 },
  highGlucose: { name: 'Demo: high blood glucose', timeZone: 'America/Chicago', person: 2228 },
  newcomer: {
    name: 'Demo: newcomer with five days of steps',
    timeZone: 'America/Los_Angeles',
    person: 1125,
    keep: ({ physicalActivities }) => ({ physicalActivities: physicalActivities.slice(-5) }),
  },
  teenager: { name: 'Demo: teenager', timeZone: 'Europe/Paris', person: teenager },
  kathmandu: { name: 'Demo: lives in Kathmandu', timeZone: 'Asia/Kathmandu', person: 1004 },
  oldBloodTest: {
    name: 'Demo: nothing but an old blood test',
    timeZone: 'Australia/Sydney',
    person: 1652,
    bloodTestDaysAgo: 400,
    keep: ({ bloodTests }) => ({ bloodTests }),
  },
};

const rolesOfRows = new Set(Object.values(roles).map(({ person }) => person));
const POPULATION_TIME_ZONE = 'America/New_York';

/** The demo users that stand for something, as they are at an instant in milliseconds since 1970. */
export function namedDemoUsers(people: readonly Person[], now: number): DemoUser[] {
  return (Object.keys(roles) as (keyof typeof roles)[]).map((key, seat) => {
    const { name, timeZone, person: rowOrPerson, bloodTestDaysAgo, keep } = roles[key];
    const person = typeof rowOrPerson === 'number' ? people[rowOrPerson] : rowOrPerson;
    if (!person) throw new RangeError(`Nobody in the demo population for "${name}"`);
    const expansion = { seed: people.length + seat, today: localDate(now, timeZone), timeZone, bloodTestDaysAgo };
    const user = demoUser(demoUserIds[key], name, person, expansion);
    if (user.id === exampleUserId) user.firstIds = exampleRecordIds;
    return keep ? { ...user, physicalActivities: [], sleepSessions: [], bloodTests: [], ...keep(user), growsOld: true } : user;
  });
}

/** Everybody else of the file, one after the other, as they are at an instant in milliseconds since 1970. */
export function* populationDemoUsers(people: readonly Person[], now: number): Generator<DemoUser> {
  const today = localDate(now, POPULATION_TIME_ZONE);
  for (const [row, person] of people.entries()) {
    if (rolesOfRows.has(row)) continue;
    const number = String(row + 1);
    const id = `01890000-0000-7000-8001-${number.padStart(12, '0')}`;
    yield demoUser(id, `NHANES adult ${number.padStart(4, '0')}`, person, { seed: row, today, timeZone: POPULATION_TIME_ZONE });
  }
}

function demoUser(id: string, displayName: string, person: Person, expansion: Expansion): DemoUser {
  return {
    id,
    displayName,
    birthDate: birthDateOf(person.ageYears, expansion.seed, expansion.today),
    sexAtBirth: person.sexAtBirth,
    timeZone: expansion.timeZone,
    ...expandPerson(person, expansion),
  };
}
