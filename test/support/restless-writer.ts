import { InventedRecords } from './invented-records.js';
import type { Answer, Service } from './service.js';

interface Written {
  path: string;
  kind: 'activity' | 'sleep';
  etag: string | null;
}

const DEEDS = ['create', 'create', 'create', 'replace', 'move', 'delete'] as const;
const COLLECTIONS = { activity: 'physical-activities', sleep: 'sleep-sessions' };

/** One device of a person: it creates, corrects, moves and deletes its own records, one after another. */
export class RestlessWriter {
  private readonly records: Written[] = [];
  private readonly invented: InventedRecords;
  /** How many requests changed something. */
  writes = 0;

  constructor(
    private readonly service: Service,
    private readonly userId: string,
    until: string,
    seed: number,
  ) {
    this.invented = new InventedRecords(seed, until);
  }

  async write(times: number): Promise<void> {
    for (let time = 0; time < times; time += 1) {
      const what = this.records.length < 3 ? 'create' : this.invented.oneOf(DEEDS);
      if (what === 'create') await this.create(this.invented.oneOf(['activity', 'sleep']));
      else if (what === 'delete') await this.delete(this.invented.oneOf(this.records));
      else await this.change(this.invented.oneOf(this.records), what);
    }
  }

  async deleteAll(): Promise<void> {
    while (this.records[0]) await this.delete(this.records[0]);
  }

  private async create(kind: Written['kind']): Promise<void> {
    const path = `/v1/users/${this.userId}/${COLLECTIONS[kind]}`;
    const { headers, body } = await expectStatus(201, this.service.post(path, this.invented[kind]()));
    this.records.push({ path: `${path}/${body.id}`, kind, etag: headers.get('etag') });
    this.writes += 1;
  }

  private async change(record: Written, what: 'replace' | 'move'): Promise<void> {
    const { source, timeZone, ...rest } = this.invented[record.kind]() as { source?: object; timeZone?: string };
    const { headers } = await expectStatus(
      200,
      this.service.patch(record.path, { source, timeZone, ...(what === 'replace' && rest) }),
    );
    if (headers.get('etag') !== record.etag) this.writes += 1;
    record.etag = headers.get('etag');
  }

  private async delete(record: Written): Promise<void> {
    await expectStatus(204, this.service.delete(record.path));
    this.records.splice(this.records.indexOf(record), 1);
    this.writes += 1;
  }
}

async function expectStatus(expected: number, answered: Promise<Answer>): Promise<Answer> {
  const answer = await answered;
  if (answer.status !== expected) throw new Error(`${answer.status} for ${expected}: ${JSON.stringify(answer.body)}`);
  return answer;
}
