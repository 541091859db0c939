// Loaded into the service before anything else: at each SIGUSR2 its clock goes on with the next difference of JUMPS_HOURS.
const jumps = (process.env.JUMPS_HOURS ?? '0').split(',').map((hours) => Number(hours) * 3_600_000);
const RealDate = Date;
let offset = 0;
process.on('SIGUSR2', () => {
  offset = jumps.shift() ?? 0;
});

class JumpingDate extends RealDate {
  constructor(...values: [] | [number | string | Date]) {
    if (values.length === 0) super(RealDate.now() + offset);
    else super(...values);
  }

  static override now(): number {
    return RealDate.now() + offset;
  }
}
globalThis.Date = JumpingDate as DateConstructor;
