import { clock } from '../../src/time/clock.js';

/** Lets the tests of a file say what time it is for the service; afterwards it is again what it is. */
export function useMovableClock(): (instant: string) => void {
  const realNow = clock.now;
  afterAll(() => {
    clock.now = realNow;
  });
  return (instant) => {
    clock.now = () => Date.parse(instant);
  };
}
