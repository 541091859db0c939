import { correlation, correlationMatrix, varianceOfSum } from './correlations.js';
import { METRIC_IDS, type MetricId } from './metrics.js';

const PUBLISHED: [MetricId, MetricId, number][] = [
  ['steps', 'mvpa', 0.121],
  ['steps', 'sleep', 0.014],
  ['steps', 'hba1c', 0.096],
  ['steps', 'nonhdl', 0.018],
  ['steps', 'hdl', 0.162],
  ['steps', 'trig', 0.156],
  ['mvpa', 'sleep', 0.055],
  ['mvpa', 'hba1c', 0.094],
  ['mvpa', 'nonhdl', 0.036],
  ['mvpa', 'hdl', 0.135],
  ['mvpa', 'trig', 0.078],
  ['sleep', 'hba1c', 0.09],
  ['sleep', 'nonhdl', -0.01],
  ['sleep', 'hdl', 0.031],
  ['sleep', 'trig', 0.005],
  ['hba1c', 'nonhdl', 0.095],
  ['hba1c', 'hdl', 0.234],
  ['hba1c', 'trig', 0.19],
  ['nonhdl', 'hdl', 0.212],
  ['nonhdl', 'trig', 0.496],
  ['hdl', 'trig', 0.52],
];

describe('the correlations of the metrics', () => {
  it.each(PUBLISHED)('of %s and %s is %d, whichever comes first', (a, b, rho) => {
    expect([correlation(a, b), correlation(b, a)]).toEqual([rho, rho]);
  });

  it.each(METRIC_IDS)('of %s with itself is one', (id) => {
    expect(correlation(id, id)).toBe(1);
  });

  it('are laid out in the order asked for', () => {
    expect(correlationMatrix(['trig', 'steps'])).toEqual([
      [1, 0.156],
      [0.156, 1],
    ]);
  });

  it('make the variance of a sum', () => {
    expect(varianceOfSum(['hdl', 'trig'], [1, 2])).toBeCloseTo(1 + 4 + 2 * 2 * 0.52, 12);
    expect(varianceOfSum([], [])).toBe(0);
  });
});
