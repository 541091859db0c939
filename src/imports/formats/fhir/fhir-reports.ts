import { MalformedFile, type Place } from '../../import-format.js';
import type { Fault } from './fhir-fault.js';
import { observedAt, type Observed } from './fhir-time.js';
import { elementsOf, referredId, textOf, type Element } from './fhir-value.js';

const MOST_REFERENCES = 500_000;

/** What a DiagnosticReport says of the results that it refers to. */
export interface FhirReport {
  readonly isWithdrawn: boolean;
  /** Where its results do not say it themselves. */
  readonly observed: Observed | Fault | null;
  readonly laboratory: string | undefined;
}

/** The reports of a file, by the identity of each of their results. */
export class FhirReports {
  private readonly byResult = new Map<string, FhirReport>();

  constructor(private readonly zone: string) {}

  add(report: Element, place: Place): void {
    const said: FhirReport = {
      isWithdrawn: report.status === 'entered-in-error' || report.status === 'cancelled',
      observed: observedAt(report, this.zone),
      laboratory: performerOf(report),
    };
    for (const reference of elementsOf(report.result)) {
      const id = referredId(reference);
      if (id) this.byResult.set(id, said);
    }
    if (this.byResult.size > MOST_REFERENCES)
      throw new MalformedFile(place, `the reports have more than ${MOST_REFERENCES} results`, 'too_many_results');
  }

  of(observation: string | undefined): FhirReport | undefined {
    return observation === undefined ? undefined : this.byResult.get(observation);
  }
}

/** The name of the first performer that has one. */
export function performerOf({ performer }: Element): string | undefined {
  return elementsOf(performer)
    .map((reference) => textOf(reference.display)?.trim())
    .find((name) => name !== undefined);
}
