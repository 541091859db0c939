const WHOLE = { maximumFractionDigits: 0 };
const ONE_DECIMAL = { minimumFractionDigits: 1, maximumFractionDigits: 1 };

// Making a formatter costs a hundred times what using one does; the options are constants.
const formats = new WeakMap<object, Intl.NumberFormat>();

/** Below it a whole number in English is digits alone, as JavaScript has them at a fifth of the cost. */
const UNGROUPED = 999;

/** A number as English has it. */
export function numberAs(options: Readonly<Intl.NumberFormatOptions>, value: number): string {
  const isWhole = options.style === undefined && options.maximumFractionDigits === 0;
  if (isWhole && value >= 0 && value < UNGROUPED) return value.toFixed();
  const format = formats.get(options) ?? new Intl.NumberFormat('en', options);
  formats.set(options, format);
  return format.format(value);
}

/** A whole number: people, percent, or the score. */
export const countOf = (value: number): string => numberAs(WHOLE, value);

/** How many points, whichever their sign: "3.1 points". */
export const pointsOf = (points: number): string => `${numberAs(ONE_DECIMAL, Math.abs(points))} points`;

/** Whether that many points would read as none. */
export const isNegligible = (points: number): boolean => Math.abs(points) < 0.05;
