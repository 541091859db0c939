import { randomInt, randomUUID } from 'node:crypto';

const DAY_MS = 86_400_000;

interface Sent {
  steps: number;
  /** What the answer was: kept, not kept, or not known. */
  outcome: 'kept' | 'refused' | 'unknown';
}

/** Remembers every write and its answer, and compares them with what is there afterwards. */
export class Witness {
  private readonly sent = new Map<string, Map<string, Sent>>();

  /** A new activity of the last four weeks, and what to tell of the answer: a status, 0 for none. */
  newActivity(userId: string): { body: string; done: (status: number) => void } {
    const [externalId, steps] = [randomUUID(), randomInt(1, 20_000)];
    const start = Date.now() - randomInt(2, 28) * DAY_MS - randomInt(DAY_MS / 4);
    const record: Sent = { steps, outcome: 'unknown' };
    const own = this.sent.get(userId) ?? new Map<string, Sent>();
    this.sent.set(userId, own.set(externalId, record));
    const body = {
      source: { name: 'Drill', kind: 'watch' },
      externalId,
      type: 'walking',
      startedAt: new Date(start).toISOString(),
      endedAt: new Date(start + 600_000).toISOString(),
      steps,
    };
    const done = (status: number): void => {
      // A 503 may come after the write was carried out: its answer was lost on the way from the database.
      record.outcome = status === 201 ? 'kept' : status === 0 || status === 503 ? 'unknown' : 'refused';
    };
    return { body: JSON.stringify(body), done };
  }

  get acknowledged(): number {
    return [...this.sent.values()].flatMap((own) => [...own.values()]).filter(({ outcome }) => outcome === 'kept').length;
  }

  /** How many acknowledged writes of a user are not there as they were sent, and how many are there that should not be. */
  compare(userId: string, stored: readonly { externalId: string; steps: number }[]): { lost: number; wrong: number } {
    const own = this.sent.get(userId) ?? new Map<string, Sent>();
    const found = new Map(stored.map(({ externalId, steps }) => [externalId, steps]));
    const lost = [...own].filter(([id, { outcome, steps }]) => outcome === 'kept' && found.get(id) !== steps).length;
    const isWrong = ([id, steps]: [string, number]): boolean =>
      own.get(id)?.steps !== steps || own.get(id)?.outcome === 'refused';
    return { lost, wrong: [...found].filter(isWrong).length + stored.length - found.size };
  }
}
