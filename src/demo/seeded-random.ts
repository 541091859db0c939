const STRIDE = 0x9e3779b1; // odd, so that the states of a generator repeat only after 2^32 steps

/** Random numbers that are the same for the same seed on every machine; for invented data, not for secrets. */
export class SeededRandom {
  private state: number;

  constructor(seed: number) {
    this.state = scramble(seed + 1);
  }

  /** At least 0 and less than 1. */
  uniform(): number {
    this.state = (this.state + STRIDE) | 0;
    return (scramble(this.state) >>> 0) / 2 ** 32;
  }

  /** A whole number from `least` to `most`, both included. */
  integer(least: number, most: number): number {
    return least + Math.floor(this.uniform() * (most - least + 1));
  }

  /** Bell-shaped, with mean 0, standard deviation 1 and nothing beyond 3.5: the sum of four uniforms, scaled. */
  bell(): number {
    return (this.uniform() + this.uniform() + this.uniform() + this.uniform() - 2) * Math.sqrt(3);
  }
}

/** Maps 32-bit integers one to one so that neighbours land far apart. */
function scramble(value: number): number {
  let bits = Math.imul(value ^ (value >>> 15), 0x2c1b3c6d);
  bits = Math.imul(bits ^ (bits >>> 12), 0x297a2d39);
  return bits ^ (bits >>> 15);
}
