import { isTimeZone, offsetAt } from '../../../time/time-zone.js';
import { detached } from '../../entries/detached.js';

const MINUTE = 60_000;
/** Zones whose clocks are ahead of UTC by no whole hour, some of them only in summer or in winter. */
const UNEVEN_ZONES = [
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'Asia/Tehran',
  'Asia/Kabul',
  'Asia/Yangon',
  'Australia/Darwin',
  'Australia/Adelaide',
  'Australia/Lord_Howe',
  'Australia/Eucla',
  'Pacific/Chatham',
  'Pacific/Marquesas',
  'America/St_Johns',
];

/** Finds zones for times that say nothing but an offset. */
export class AppleZones {
  private readonly known = new Map<string, string>();

  constructor(private readonly userZone: string) {}

  /**
   * The zone of a time: the one that it names, else the user's where clocks have that offset some time of that year (an export has
   * the offset of the day on which it was made throughout), else one that has it always, else the user's.
   */
  zoneOf(instant: number, offsetMinutes: number, named?: string): string {
    if (named !== undefined && isTimeZone(named)) return this.remembered(named, () => detached(named));
    const year = new Date(instant).getUTCFullYear();
    return this.remembered(`${year} ${offsetMinutes}`, () => this.find(year, offsetMinutes));
  }

  private remembered(key: string, find: () => string): string {
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const zone = find();
    this.known.set(detached(key), zone);
    return zone;
  }

  private find(year: number, offsetMinutes: number): string {
    const [winter, summer] = [Date.UTC(year, 0, 1), Date.UTC(year, 6, 1)];
    const has = (zone: string, instant: number): boolean => offsetAt(instant, zone) === offsetMinutes * MINUTE;
    const hours = offsetMinutes / 60;
    // POSIX counts westward: Etc/GMT+7 is seven hours behind UTC.
    const fixed = hours === 0 ? 'UTC' : `Etc/GMT${hours > 0 ? '-' : '+'}${Math.abs(hours)}`;
    const candidates = [this.userZone, fixed, ...UNEVEN_ZONES].filter(isTimeZone);
    return candidates.find((zone) => has(zone, winter) || has(zone, summer)) ?? this.userZone;
  }
}
