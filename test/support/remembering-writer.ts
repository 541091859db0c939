import type { Dice } from './dice.js';
import { TELLING_KINDS, type TellingKind } from './telling-records.js';

const DAY = 86_400_000;

interface Remembered {
  kind: TellingKind;
  userId: string;
  externalId: string;
  /** Given by the service. */
  id?: string;
  startMs: number;
  /** What the record may say, null when it is not there: two of it where the last change got no answer. */
  possible: (number | null)[];
}

/** Sends a request to the service; null when no answer came. */
export type Send = (method: string, path: string, body?: object) => Promise<{ status: number; body: unknown } | null>;

/**
 * Somebody who creates, corrects and removes records of several people, and remembers what was answered. A request without an
 * answer may have been carried out or not: its record is left alone from then on.
 */
export class RememberingWriter {
  /** Answers that should not have been. */
  readonly problems: string[] = [];
  acknowledged = 0;
  unanswered = 0;
  private readonly records: Remembered[] = [];
  private lastContent = 0;

  /** `people` may change meanwhile: a request for somebody who is gone by now is no problem. */
  constructor(
    private readonly name: string,
    private readonly people: readonly string[],
    private readonly dice: Dice,
    private readonly now: () => number,
    private readonly send: Send,
  ) {}

  /** One write, of whatever kind. */
  async write(): Promise<void> {
    const own = this.records.filter(
      ({ possible, userId }) => possible.length === 1 && possible[0] !== null && this.people.includes(userId),
    );
    const chance = this.dice.next();
    if (chance < 0.05) await this.changeProfile();
    else if (own.length < 3 || chance < 0.5) await this.create();
    else if (chance < 0.8) await this.correct(this.dice.oneOf(own));
    else await this.remove(this.dice.oneOf(own));
  }

  /** What is not as it was answered, given all records of a person by their `externalId`. */
  mistakes(userId: string, stored: ReadonlyMap<string, object>): string[] {
    return this.records
      .filter((remembered) => remembered.userId === userId)
      .map(({ externalId, kind, possible }) => {
        const record = stored.get(externalId);
        return { externalId, possible, content: record ? kind.contentOf(record) : null };
      })
      .filter(({ possible, content }) => !possible.includes(content))
      .map(({ externalId, possible, content }) => `${externalId} says ${content}, not ${possible.join(' or ')}`);
  }

  private async create(): Promise<void> {
    const [kind, userId] = [this.dice.oneOf(TELLING_KINDS), this.dice.oneOf(this.people)];
    const [startMs, content] = [this.now() - this.dice.from(1, 28) * DAY, ++this.lastContent];
    const record: Remembered = { kind, userId, externalId: `${this.name} ${content}`, startMs, possible: [null] };
    this.records.push(record);
    const source = { name: this.dice.oneOf(['Band', 'Pocket']), kind: 'watch' };
    const body = { ...kind.body(startMs, content), source, externalId: record.externalId };
    record.id = await this.change(record, content, 'POST', `/v1/users/${userId}/${kind.path}`, body);
  }

  private async correct(record: Remembered): Promise<void> {
    const content = ++this.lastContent;
    const body = record.kind.body(record.startMs - this.dice.from(0, 2) * DAY, content);
    await this.change(record, content, 'PATCH', addressOf(record), body);
  }

  private async remove(record: Remembered): Promise<void> {
    await this.change(record, null, 'DELETE', addressOf(record));
  }

  private async changeProfile(): Promise<void> {
    const userId = this.dice.oneOf(this.people);
    await this.ask(userId, 'PATCH', `/v1/users/${userId}`, {
      sexAtBirth: this.dice.oneOf(['female', 'male', 'unknown']),
      birthDate: `${this.dice.from(1950, 2012)}-06-15`,
      timeZone: this.dice.oneOf(['UTC', 'Pacific/Auckland', 'America/St_Johns']),
    });
  }

  /** Remembers what may be stored after the request; returns the id that the record has. */
  private async change(
    record: Remembered,
    content: number | null,
    ...request: [string, string, object?]
  ): Promise<string | undefined> {
    const answer = await this.ask(record.userId, ...request);
    if (!answer) record.possible.push(content);
    else if (answer.status < 300) record.possible = [content];
    return (answer?.body as { id?: string } | undefined)?.id;
  }

  private async ask(userId: string, method: string, path: string, body?: object): ReturnType<Send> {
    const answer = await this.send(method, path, body);
    if (!answer) this.unanswered++;
    else if (answer.status < 300) this.acknowledged++;
    else if (answer.status !== 404 || this.people.includes(userId))
      this.problems.push(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer;
  }
}

const addressOf = ({ userId, kind, id }: Remembered): string => `/v1/users/${userId}/${kind.path}/${id}`;
