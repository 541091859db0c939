import { Gauge, register, type GaugeConfiguration } from 'prom-client';

/** A gauge in the place of the one of that name that an earlier service in this process left. */
export function replaceGauge<Label extends string>(configuration: GaugeConfiguration<Label>): Gauge<Label> {
  register.removeSingleMetric(configuration.name);
  return new Gauge(configuration);
}
