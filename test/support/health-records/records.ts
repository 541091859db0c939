import type { Answer, Service } from '../service.js';

/** What the contract must know of a kind of health record. */
export interface KindOfRecord {
  /** Its answers change with the person's profile, and not only with the record. */
  followsProfile?: true;
  /** The collection in the address, such as `sleep-sessions`. */
  path: string;
  /** The member by which records are ordered. */
  instant: 'startedAt' | 'collectedAt';
  /** What a client says of a record of half an hour at most that begins at an instant, in UTC by default and by nobody's device. */
  draft(at: string): Record<string, unknown>;
  /** A merge patch with one member, which drafts do not have and null clears. */
  change: Record<string, unknown>;
}

/** An instant at which all is calm: noon in UTC, the same date almost everywhere. */
export const NOON = '2025-03-10T12:00:00.000Z';

/** One user's records of one kind, over HTTP. */
export class Records {
  readonly path: string;

  constructor(
    readonly service: Service,
    readonly kind: KindOfRecord,
    readonly userId: string,
  ) {
    this.path = `/v1/users/${userId}/${kind.path}`;
  }

  static async ofSomebody(service: Service, kind: KindOfRecord, user: object = {}): Promise<Records> {
    return new Records(service, kind, await service.createUser(user));
  }

  at(id: string): string {
    return `${this.path}/${id}`;
  }

  post(more: object = {}, at = NOON): Promise<Answer> {
    return this.service.post(this.path, { ...this.kind.draft(at), ...more });
  }

  /** A record that is there, as it was answered. */
  async created(more: object = {}, at = NOON): Promise<Answer> {
    const answer = await this.post(more, at);
    if (answer.status !== 201) throw new Error(`not created: ${JSON.stringify(answer.body)}`);
    return answer;
  }

  list(query: Record<string, string> = {}): Promise<Answer> {
    return this.service.get(`${this.path}?${new URLSearchParams(query).toString()}`);
  }

  /** The instants at which the listed records happened, in the order of the list. */
  async instants(query: Record<string, string> = {}): Promise<string[]> {
    const { status, body } = await this.list(query);
    if (status !== 200) throw new Error(`not listed: ${JSON.stringify(body)}`);
    return (body.data as Record<string, string>[]).map((record) => record[this.kind.instant]!);
  }
}
