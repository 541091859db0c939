import fc from 'fast-check';
import { asleepSeconds, type SleepInterval, type SleepStageInterval } from './sleep-union.js';

const MINUTE = 60_000;
const bed = (from: number, to: number, asleepMinutes = to - from): SleepInterval => ({
  startMs: from * MINUTE,
  endMs: to * MINUTE,
  totalSleepSeconds: asleepMinutes * 60,
});
const stage = (kind: SleepStageInterval['stage'], from: number, to: number): SleepStageInterval => ({
  stage: kind,
  startMs: from * MINUTE,
  endMs: to * MINUTE,
});
const staged = (from: number, to: number, ...stages: SleepStageInterval[]): SleepInterval => ({ ...bed(from, to), stages });

describe('the sleep of a waking day', () => {
  it.each<[string, SleepInterval[], number]>([
    ['is nothing without a session', [], 0],
    ['is the total of a session', [bed(0, 480, 431)], 431],
    ['is the total of a session whose list of stages is empty', [{ ...bed(0, 480, 431), stages: [] }], 431],
    ['adds a nap', [bed(0, 480, 420), bed(900, 930, 20)], 440],
    ['adds sessions that touch', [bed(0, 240), bed(240, 480)], 480],
    ['counts a session that was sent twice once', [bed(0, 480, 431), bed(0, 480, 431)], 431],
    ['counts the overlap of two sessions once', [bed(0, 300), bed(200, 480)], 480],
    ['counts a session inside another once', [bed(0, 480), bed(100, 200)], 480],
    ['takes the larger where two say differently', [bed(0, 100, 50), bed(0, 100, 80)], 80],
    ['takes the larger of each stretch', [bed(0, 200, 100), bed(100, 200, 100)], 150],
    [
      'is every stage but awake',
      [
        staged(
          0,
          100,
          stage('awake', 0, 10),
          stage('light', 10, 40),
          stage('deep', 40, 60),
          stage('rem', 60, 70),
          stage('unknown', 70, 75),
        ),
      ],
      65,
    ],
    ['is not the time that no stage covers', [staged(0, 100, stage('light', 20, 50))], 30],
    ['takes stages in any order', [staged(0, 100, stage('rem', 60, 90), stage('light', 0, 30))], 60],
    ['has nothing of a session awake throughout', [staged(0, 100, stage('awake', 0, 100))], 0],
    [
      'is filled where only the other session sleeps',
      [staged(0, 100, stage('light', 0, 50)), staged(0, 100, stage('deep', 40, 100))],
      100,
    ],
    ['puts a session without stages beside one with', [staged(0, 100, stage('deep', 0, 50)), bed(0, 100, 50)], 75],
  ])('%s', (_, sessions, minutes) => {
    expect(asleepSeconds(sessions) / 60).toBe(minutes);
  });

  it('keeps the total of a session whose milliseconds do not divide', () => {
    expect(asleepSeconds([{ startMs: 1, endMs: 28_799_998, totalSleepSeconds: 26_543 }])).toBe(26_543);
  });

  it('cuts fractions of a second off once for a session, not once for each stage', () => {
    const stages = Array.from({ length: 10 }, (_, k) => ({ stage: 'light' as const, startMs: k * 1000, endMs: k * 1000 + 950 }));
    expect(asleepSeconds([{ startMs: 0, endMs: 10_000, totalSleepSeconds: 9, stages }])).toBe(9);
  });

  it('does not depend on the order, nor on a session sent again, and lies between the longest session and the sum', () => {
    fc.assert(
      fc.property(fc.array(session(), { minLength: 1, maxLength: 6 }), fc.nat(), fc.nat(), (sessions, turn, again) => {
        const total = asleepSeconds(sessions);
        const at = turn % sessions.length;
        const repeated = sessions[again % sessions.length] ?? bed(0, 0);
        expect(asleepSeconds([...sessions.slice(at), ...sessions.slice(0, at)].toReversed())).toBe(total);
        expect(asleepSeconds([...sessions, repeated])).toBe(total);
        const alone = sessions.map((one) => asleepSeconds([one]));
        expect(total).toBeGreaterThanOrEqual(Math.max(...alone));
        expect(total).toBeLessThanOrEqual(alone.reduce((sum, one) => sum + one, 0));
        expect(Number.isSafeInteger(total)).toBe(true);
      }),
    );
  });
});

/** Sessions of up to ten hours, to the millisecond, half of them with stages that do not overlap. */
function session(): fc.Arbitrary<SleepInterval> {
  const kinds = fc.constantFrom<SleepStageInterval['stage'][]>('awake', 'light', 'deep', 'rem', 'unknown');
  const plain = fc
    .record({
      startMs: fc.nat({ max: 40_000_000 }),
      length: fc.integer({ min: 1000, max: 36_000_000 }),
      part: fc.nat({ max: 100 }),
    })
    .map(({ startMs, length, part }) => ({
      startMs,
      endMs: startMs + length,
      totalSleepSeconds: Math.floor((length * part) / 100_000),
    }));
  const withStages = fc
    .tuple(plain, fc.array(fc.tuple(kinds, fc.nat({ max: 3_000_000 })), { minLength: 1, maxLength: 8 }))
    .map(([one, parts]) => {
      let at = one.startMs;
      const stages = parts.map(([kind, length]) => {
        const startMs = at;
        at = Math.min(at + length, one.endMs);
        return { stage: kind, startMs, endMs: at };
      });
      return { ...one, stages };
    });
  return fc.oneof(plain, withStages);
}
