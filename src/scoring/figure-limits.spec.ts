import { FIGURE_LIMITS } from './figure-limits.js';

describe('what a figure can be', () => {
  it('is the mean of valid days or nights, or a plausible laboratory value', () => {
    expect(FIGURE_LIMITS).toEqual({
      steps: { low: 100, high: 100_000 },
      mvpa: { low: 0, high: 20_160 }, // every minute of the week vigorous, which counts twice
      sleep: { low: 0, high: 540 }, // nights of eighteen hours
      hba1c: { low: 3, high: 20 },
      nonhdl: { low: 10, high: 1500 },
      hdl: { low: 3, high: 300 },
      trig: { low: 5, high: 10_000 },
    });
  });
});
