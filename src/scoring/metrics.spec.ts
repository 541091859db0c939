import { ADULT_AGE, AGE_BANDS, DOMAINS, HARD_LIMITS, LABORATORY_METRIC_IDS, METRIC_IDS, METRICS } from './metrics.js';

describe('the registry of metrics', () => {
  it.each(DOMAINS)('has a metric in the domain %s', (domain) => {
    expect(METRIC_IDS.some((id) => METRICS[id].domain === domain)).toBe(true);
  });

  it.each(METRIC_IDS)('describes %s once, with bounds that leave room between them', (id) => {
    expect(METRICS[id].clipLow).toBeLessThan(METRICS[id].clipHigh);
    expect(METRICS[id].sdFloor).toBeGreaterThan(0);
  });

  it.each(LABORATORY_METRIC_IDS)('finds every %s plausible that is not clipped', (id) => {
    expect(Number(HARD_LIMITS[id].low)).toBeLessThan(METRICS[id].clipLow);
    expect(Number(HARD_LIMITS[id].high)).toBeGreaterThan(METRICS[id].clipHigh);
  });

  it('divides adults, and nobody younger, into age bands', () => {
    expect(AGE_BANDS[0]).toBe(ADULT_AGE);
    expect(AGE_BANDS.toSorted((a, b) => a - b)).toEqual([...AGE_BANDS]);
  });
});
