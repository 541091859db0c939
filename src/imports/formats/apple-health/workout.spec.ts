import { ACTIVITY_TYPES } from '../../../physical-activity/activity-types.js';
import { draftsOf, outcomes } from '../../../../test/support/readings.js';
import { appleExport, element, sampleOf } from '../../../../test/support/apple-export.js';
import { wholeReading } from '../../../../test/support/whole-reading.js';
import { APPLE_HEALTH } from './apple-health.js';
import { workoutTypeOf } from './workout-types.js';

const read = async (...elements: string[]) => (await wholeReading(APPLE_HEALTH, appleExport(...elements))).readings;
const statistics = (type: string, members: Record<string, string>): string =>
  element('WorkoutStatistics', { type: `HKQuantityTypeIdentifier${type}`, ...members });
const workout = (members: Record<string, string>): string =>
  element('Workout', {
    workoutActivityType: 'HKWorkoutActivityTypeRunning',
    sourceName: 'Ada’s Apple Watch',
    startDate: '2024-03-05 18:00:00 +0100',
    endDate: '2024-03-05 18:30:00 +0100',
    ...members,
  });

describe('a workout', () => {
  it('has its totals as statistics since iOS 16, and those of its parts are not added to them', async () => {
    const energy = statistics('ActiveEnergyBurned', { sum: '310.456', unit: 'Cal' });
    const children = [
      energy,
      statistics('DistanceWalkingRunning', { sum: '5.02', unit: 'km' }),
      statistics('HeartRate', { average: '151.27', minimum: '98', maximum: '176', unit: 'count/min' }),
      statistics('StepCount', { sum: '5230', unit: 'count' }),
      element('WorkoutActivity', { uuid: '1', children: energy }),
    ].join('');
    const [draft] = draftsOf(await read(workout({ children, totalEnergyBurned: '1', totalEnergyBurnedUnit: 'kcal' })));
    expect(draft).toEqual({
      type: 'running',
      startedAt: '2024-03-05T17:00:00.000Z',
      endedAt: '2024-03-05T17:30:00.000Z',
      timeZone: 'Europe/Berlin',
      source: { name: 'Ada’s Apple Watch workouts', kind: 'other' },
      externalId: 'workout:2024-03-05T17:00:00.000Z/2024-03-05T17:30:00.000Z:running',
      steps: 5230,
      distanceMeters: 5020,
      activeEnergyKilocalories: 310.46,
      averageHeartRateBpm: 151.27,
      maxHeartRateBpm: 176,
    });
  });

  it('without statistics has the heart rates that its source measured meanwhile', async () => {
    const rate = (time: string, value: string, sourceName = 'Ada’s Apple Watch'): string =>
      sampleOf({
        type: 'HKQuantityTypeIdentifierHeartRate',
        sourceName,
        unit: 'count/min',
        startDate: `2024-03-05 ${time} +0100`,
        endDate: `2024-03-05 ${time} +0100`,
        value,
      });
    const readings = await read(
      rate('18:10:00', '130'),
      rate('18:00:00', '100'),
      rate('18:30:00', '160'),
      rate('17:59:59', '60'),
      rate('18:30:01', '200'),
      rate('18:20:00', '220', 'Strap'),
      workout({}),
    );
    expect(outcomes(readings)).toEqual(['record 1', 'skipped not_supported 6']);
    expect(draftsOf(readings)).toMatchObject([{ averageHeartRateBpm: 130, maxHeartRateBpm: 160 }]);
  });

  it('of several sports has the sum of their distances', async () => {
    const children = [
      statistics('DistanceSwimming', { sum: '1500', unit: 'm' }),
      statistics('DistanceCycling', { sum: '40', unit: 'km' }),
      statistics('DistanceWalkingRunning', { sum: '10', unit: 'km' }),
    ].join('');
    const [draft] = draftsOf(await read(workout({ children, workoutActivityType: 'HKWorkoutActivityTypeSwimBikeRun' })));
    expect(draft).toMatchObject({ type: 'other', distanceMeters: 51_500 });
  });

  it('has no distance where an old export says 0, nor one in a unit that nobody knows', async () => {
    const [draft] = draftsOf(
      await read(
        workout({ totalDistance: '0', totalDistanceUnit: 'mi', totalEnergyBurned: '30', totalEnergyBurnedUnit: 'stone' }),
      ),
    );
    expect(draft).not.toHaveProperty('distanceMeters');
    expect(draft).not.toHaveProperty('activeEnergyKilocalories');
  });

  it('is of another source than the samples of the same watch, which contain it', async () => {
    const samples = sampleOf({
      sourceName: 'Ada’s Apple Watch',
      type: 'HKQuantityTypeIdentifierDistanceWalkingRunning',
      unit: 'km',
      value: '5',
    });
    const drafts = draftsOf(await read(samples, workout({ totalDistance: '5', totalDistanceUnit: 'km' })));
    expect(drafts.map(({ source, distanceMeters }) => [source, distanceMeters])).toEqual([
      [{ name: 'Ada’s Apple Watch workouts', kind: 'other' }, 5000],
      [{ name: 'Ada’s Apple Watch', kind: 'watch' }, 5000],
    ]);
  });

  it('that ends before it starts is refused', async () => {
    expect(outcomes(await read(workout({ endDate: '2024-03-05 17:30:00 +0100' })))).toEqual(['rejected ends_before_it_starts 1']);
  });

  it('has a type by its name, and is another one where HealthKit has a name that is not known here', () => {
    expect(workoutTypeOf('HKWorkoutActivityTypeTraditionalStrengthTraining')).toBe('strength_training');
    expect(workoutTypeOf('HKWorkoutActivityTypeTaiChi')).toBe('mind_and_body');
    expect(workoutTypeOf('HKWorkoutActivityTypeQuidditch')).toBe('other');
    expect(workoutTypeOf('constructor')).toBe('other');
    expect(ACTIVITY_TYPES).toContain(workoutTypeOf(undefined));
  });
});
