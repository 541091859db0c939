import type { Person, SentRecord } from './person.js';
import type { Answer, Service } from './service.js';

const AT_A_TIME = 8;

/** The collections of a person, and where each of them is in the API. */
export const PATHS = { activities: 'physical-activities', sleepSessions: 'sleep-sessions', bloodTests: 'blood-tests' } as const;
export type Collection = keyof typeof PATHS;
export const COLLECTIONS = Object.keys(PATHS) as Collection[];

/** Does all of it, a few at a time. */
export async function inParallel<T>(items: readonly T[], task: (item: T) => Promise<unknown>): Promise<void> {
  const queue = items.values();
  await Promise.all(
    Array.from({ length: AT_A_TIME }, async () => {
      for (const item of queue) await task(item);
    }),
  );
}

/** Creates people with all their records, the records of all of them mixed; what the service gives is noted in them. */
export async function send(service: Service, people: readonly Person[]): Promise<void> {
  await inParallel(people, async (person) => {
    person.id = await service.createUser(person.profile);
  });
  const records = people.flatMap((person) =>
    COLLECTIONS.flatMap((collection) => person[collection].map((record) => [person, collection, record] as const)),
  );
  const mixed = records.map((_, i) => records[(i * 7919) % records.length]!); // 7919 is a prime: everyone comes once
  await inParallel(mixed, ([person, collection, record]) => sendRecord(service, person, collection, record));
}

export async function sendRecord(service: Service, { id }: Person, collection: Collection, record: SentRecord): Promise<void> {
  const { given: _given, ...said } = record;
  record.given = expectDone(await service.post(`/v1/users/${id}/${PATHS[collection]}`, said)).body as SentRecord['given'];
}

/** The address of a record that was sent. */
export const addressOf = ({ id }: Person, collection: Collection, { given }: SentRecord): string =>
  `/v1/users/${id}/${PATHS[collection]}/${given!.id}`;

export function expectDone(answer: Answer): Answer {
  if (answer.status >= 300) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`);
  return answer;
}

/** Deletes everybody. */
export async function forgetEverybody(service: Service): Promise<void> {
  for (;;) {
    const { data } = (await service.get('/v1/users?limit=200')).body as { data: { id: string }[] };
    if (data.length === 0) return;
    await inParallel(data, async ({ id }) => expectDone(await service.delete(`/v1/users/${id}`)));
  }
}
