interface Frame {
  isArray: boolean;
  /** Of the value that was begun last: its index in an array, its name in an object. */
  index: number;
  name: string;
}

/** Where in a JSON value its tokens have led to. */
export class JsonPosition {
  private readonly frames: Frame[] = [];

  /** How many arrays and objects are open. */
  get depth(): number {
    return this.frames.length;
  }

  /** Names the value that comes next. */
  name(name: string): void {
    this.frames.at(-1)!.name = name;
  }

  /** A value begins, in an array the next one. */
  begin(): void {
    const frame = this.frames.at(-1);
    if (frame?.isArray) frame.index += 1;
  }

  enter(isArray: boolean): void {
    this.frames.push({ isArray, index: -1, name: '' });
  }

  leave(): void {
    this.frames.pop();
  }

  /** The name of the value that was begun last; null in an array. */
  get lastName(): string | null {
    const frame = this.frames.at(-1);
    return frame && !frame.isArray ? frame.name : null;
  }

  /** The names on the way to the value that was begun last, from a depth on; `*` is any element of an array. */
  namesFrom(depth: number): string[] {
    return this.frames.slice(depth).map(({ isArray, name }) => (isArray ? '*' : name));
  }

  /** The JSON pointer (RFC 6901) of the value that was begun last. */
  get pointer(): string {
    return this.frames
      .map(({ isArray, index, name }) => (isArray ? `/${index}` : `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`))
      .join('');
  }
}
