import { chmodSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../src/database/embedded-postgres.js';
import { type LivingServer, livingServer } from '../../src/database/embedded/postmaster-pid.js';

/** A PostgreSQL that things happen to. What is committed survives. */
export class DrillPostgres {
  private constructor(
    private readonly dataDir: string,
    private server: EmbeddedPostgres,
    private readonly settings: Record<string, string>,
  ) {}

  /** In a folder of its own, or in the given one. */
  static async start(settings: Record<string, string> = {}, folder = temporaryFolder()): Promise<DrillPostgres> {
    const dataDir = join(folder, 'postgres');
    return new DrillPostgres(dataDir, await startEmbeddedPostgres({ dataDir, settings }), settings);
  }

  get url(): string {
    return this.server.url;
  }

  /** As an operator does: transactions are broken off, the data is written, and it starts again when that operator has had a look. */
  async restart(downMs: number): Promise<void> {
    await this.server.stop();
    await pause(downMs);
    await this.startAgain();
  }

  /** As a machine does that fails: nothing is finished, and the next start recovers. */
  async kill(downMs: number): Promise<void> {
    process.kill(this.living!.pid, 'SIGKILL');
    await pause(downMs);
    await this.startAgain();
  }

  /** Starts it where it does not run; processes of the one before may still be about to end. */
  async startAgain(): Promise<void> {
    if (this.living) return;
    const port = Number(new URL(this.server.url).port);
    for (const deadline = Date.now() + 60_000; ; await pause(200)) {
      try {
        this.server = await startEmbeddedPostgres({ dataDir: this.dataDir, port, settings: this.settings });
        return;
      } catch (error) {
        if (Date.now() > deadline) throw error;
      }
    }
  }

  private get living(): LivingServer | undefined {
    return livingServer(join(this.server.folder, 'cluster', 'data'));
  }

  async remove(): Promise<void> {
    await this.server.stop();
    rmSync(this.dataDir, { recursive: true, force: true });
  }
}

/** A folder that PostgreSQL can reach as another user. */
export function temporaryFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'health-tracker-drill-')));
  chmodSync(folder, 0o755);
  return folder;
}
