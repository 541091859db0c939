import { METRIC_IDS } from './metrics.js';
import { fullWeights, weightsAmong } from './weights.js';

describe('the weights of the metrics', () => {
  it('are shared by domains first, then by the metrics of each', () => {
    expect(weightsAmong(['steps', 'mvpa', 'sleep', 'hba1c'])).toEqual([1 / 6, 1 / 6, 1 / 3, 1 / 3]);
    expect(weightsAmong(['hba1c', 'trig'])).toEqual([1 / 2, 1 / 2]);
    expect(weightsAmong(['sleep'])).toEqual([1]);
    expect(weightsAmong([])).toEqual([]);
  });

  it('of all metrics are a sixth for each of activity, a third for sleep, a twelfth for each laboratory value', () => {
    expect(fullWeights(METRIC_IDS)).toEqual([1 / 6, 1 / 6, 1 / 3, 1 / 12, 1 / 12, 1 / 12, 1 / 12]);
  });

  it('of all metrics stay what they are where some are missing', () => {
    expect(fullWeights(['trig', 'sleep'])).toEqual([1 / 12, 1 / 3]);
  });
});
