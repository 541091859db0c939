import { Load } from './load.js';
import { DrillPostgres } from './postgres.js';
import { Proxy } from './proxy.js';
import { DrillService, type Programs } from './service.js';
import { Witness } from './witness.js';

const USERS = 40;

/** What a drill needs that is out of the ordinary. */
export interface Needs {
  /** Settings of the service. */
  service?: Record<string, string>;
  /** Settings of PostgreSQL. */
  postgres?: Record<string, string>;
  /** The folder of PostgreSQL's data. */
  folder?: string;
  /** Whether the service reaches its database by a way that can fall silent. */
  proxy?: boolean;
}

/** A PostgreSQL, a service, people in it, and a load: what a drill plays on. */
export class Stage {
  readonly witness = new Witness();
  readonly load: Load;

  private constructor(
    readonly postgres: DrillPostgres,
    readonly service: DrillService,
    readonly users: readonly string[],
    readonly proxy: Proxy | null,
  ) {
    this.load = new Load(() => service.port, service.authorization, users, this.witness);
  }

  static async set(programs: Programs, needs: Needs = {}): Promise<Stage> {
    const postgres = await DrillPostgres.start(needs.postgres, needs.folder);
    const url = new URL(postgres.url);
    const proxy = needs.proxy ? await Proxy.before(Number(url.port)) : null;
    if (proxy) url.port = String(proxy.port);
    const service = await DrillService.start(programs, url.href, needs.service);
    const users: string[] = [];
    for (let i = 0; i < USERS; i += 1) {
      const sexAtBirth = i % 2 === 0 ? 'female' : 'male';
      users.push(await service.createUser({ birthDate: `${1950 + i}-06-15`, sexAtBirth, timeZone: 'UTC' }));
    }
    return new Stage(postgres, service, users, proxy);
  }

  /** What of that which was acknowledged is not there, what is there that should not be, and what the audit says. */
  async verdict(): Promise<{ acknowledged: number; lost: number; wrong: number; audit: { isRight: boolean; told: string } }> {
    let [lost, wrong] = [0, 0];
    for (const userId of this.users) {
      const differences = this.witness.compare(userId, await this.activitiesOf(userId));
      lost += differences.lost;
      wrong += differences.wrong;
    }
    const audit = await this.service.audit(this.postgres.url);
    return { acknowledged: this.witness.acknowledged, lost, wrong, audit };
  }

  async strike(): Promise<void> {
    await this.load.stop();
    await this.service.kill();
    this.proxy?.close();
    await this.postgres.remove();
  }

  private async activitiesOf(userId: string): Promise<{ externalId: string; steps: number }[]> {
    interface Page {
      data: { externalId: string; steps: number }[];
      page: { nextCursor: string | null };
    }
    const all: Page['data'] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const from: string = cursor && `&cursor=${encodeURIComponent(cursor)}`;
      const { data, page } = await this.service.get<Page>(`/v1/users/${userId}/physical-activities?limit=200${from}`);
      all.push(...data);
      cursor = page.nextCursor;
    }
    return all;
  }
}
