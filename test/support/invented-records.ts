import { SeededRandom } from '../../src/demo/seeded-random.js';

const MINUTE = 60_000;
const DAYS = 40;
const SOURCES = [undefined, { name: 'Band 4', kind: 'watch' }, { name: 'Halo', kind: 'ring' }, { name: 'Pocket', kind: 'phone' }];
const ZONES = [undefined, 'America/St_Johns', 'Asia/Kathmandu', 'Pacific/Auckland'];
const STAGES = ['awake', 'light', 'deep', 'rem', 'unknown'];

/** Records as many devices of a restless person might send them, the same for the same seed; all instants are whole minutes. */
export class InventedRecords {
  private readonly random: SeededRandom;

  constructor(
    seed: number,
    private readonly until: string,
  ) {
    this.random = new SeededRandom(seed);
  }

  oneOf<T>(choices: readonly T[]): T {
    return choices[this.random.integer(0, choices.length - 1)]!;
  }

  activity(): object {
    const minutes = this.random.integer(0, 26 * 60);
    return {
      ...this.when(minutes),
      type: this.oneOf(['walking', 'running', 'daily_activity']),
      steps: this.perhaps(20_000),
      distanceMeters: this.perhaps(15_000.25),
      activeEnergyKilocalories: this.perhaps(900.5),
      moderateSeconds: this.perhaps(minutes * 30),
      vigorousSeconds: this.perhaps(minutes * 30),
    };
  }

  /** Asleep from end to end, or in stages; a patch with it leaves nothing of what was said before. */
  sleep(): object {
    const minutes = this.random.integer(60, 11 * 60);
    const when = this.when(minutes);
    const asleep = { ...when, totalSleepSeconds: minutes * 60, stages: null };
    if (this.random.uniform() < 0.4) return asleep;
    const bounds = Array.from({ length: 5 }, () => this.random.integer(0, minutes)).toSorted((a, b) => a - b);
    const at = (minute: number): string => new Date(Date.parse(when.startedAt) + minute * MINUTE).toISOString();
    const stages = bounds
      .slice(1)
      .map((end, index) => ({ from: bounds[index]!, end }))
      .filter(({ from, end }) => end > from)
      .map(({ from, end }) => ({ stage: this.oneOf(STAGES), startedAt: at(from), endedAt: at(end) }));
    return stages.length > 0 ? { ...when, totalSleepSeconds: null, stages } : asleep;
  }

  private when(minutes: number): { startedAt: string; endedAt: string; source?: object; timeZone?: string } {
    const start = Date.parse(this.until) - this.random.integer(0, DAYS * 1440) * MINUTE;
    const [startedAt, endedAt] = [start, start + minutes * MINUTE].map((ms) => new Date(ms).toISOString()) as [string, string];
    return { startedAt, endedAt, source: this.oneOf(SOURCES), timeZone: this.oneOf(ZONES) };
  }

  private perhaps(most: number): number | null {
    const share = this.random.uniform();
    return share < 0.2 ? null : Number.isInteger(most) ? Math.floor(share * most) : Math.round(share * most * 100) / 100;
  }
}
