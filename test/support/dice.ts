/** Numbers that look random and are the same in every run (xorshift, 32 bits). */
export class Dice {
  constructor(private state: number) {}

  /** From 0, included, to 1, excluded. */
  next(): number {
    this.state ^= this.state << 13;
    this.state ^= this.state >>> 17;
    this.state ^= this.state << 5;
    return (this.state >>> 0) / 2 ** 32;
  }

  /** A whole number, both bounds included. */
  from(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1));
  }

  oneOf<T>(choices: readonly T[]): T {
    return choices[this.from(0, choices.length - 1)]!;
  }

  happens(probability: number): boolean {
    return this.next() < probability;
  }
}
