const WHOLE = { maximumFractionDigits: 0 };
const ONE_DECIMAL = { minimumFractionDigits: 1, maximumFractionDigits: 1 };

/** One way of writing numbers in English. Making a formatter costs a hundred times what using one does. */
interface Writing {
  format: Intl.NumberFormat;
  /** How many of the smallest steps are one. */
  scale: number;
  /** What has been written, by the number of steps; to look it up costs a twentieth of what the formatter does. */
  written: Map<number, string>;
}

const writings = new WeakMap<object, Writing>(); // the options are constants
const MOST_WRITTEN = 10_000;

/** So near to halfway between two steps the decimals decide, by which English rounds, and not the double that stands for them. */
const HALFWAY = 1e-6;

/** A number as English has it, rounded to the decimals that it may have. */
export function numberAs(options: Readonly<Intl.NumberFormatOptions>, value: number): string {
  const { format, scale, written } = writingOf(options);
  const steps = Math.round(value * scale);
  if (Math.abs(Math.abs(value * scale - steps) - 0.5) < HALFWAY) return format.format(value);
  let text = written.get(steps);
  if (text === undefined) {
    if (written.size === MOST_WRITTEN) written.clear();
    written.set(steps, (text = format.format(steps / scale)));
  }
  return text;
}

function writingOf(options: Readonly<Intl.NumberFormatOptions>): Writing {
  let writing = writings.get(options);
  if (!writing) {
    const format = new Intl.NumberFormat('en', options);
    writing = { format, scale: 10 ** format.resolvedOptions().maximumFractionDigits!, written: new Map() };
    writings.set(options, writing);
  }
  return writing;
}

/** A whole number: people, percent, or the score. */
export const countOf = (value: number): string => numberAs(WHOLE, value);

/** How many points, whichever their sign: "3.1 points". */
export const pointsOf = (points: number): string => `${numberAs(ONE_DECIMAL, Math.abs(points))} points`;

/** Whether that many points would read as none. */
export const isNegligible = (points: number): boolean => Math.abs(points) < 0.05;
