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

  /** A result that several reports refer to is withdrawn when all of them are. */
  add(report: Element, place: Place): void {
    const said = saidBy(report, this.zone);
    for (const reference of elementsOf(report.result)) {
      const id = isLocal(reference) ? undefined : referredId(reference);
      if (id && (this.byResult.get(id)?.isWithdrawn ?? true)) this.byResult.set(id, said);
    }
    if (this.byResult.size > MOST_REFERENCES)
      throw new MalformedFile(place, `the reports have more than ${MOST_REFERENCES} results`, 'too_many_results');
  }

  /** The report of a result that is called so. */
  of(ids: readonly string[]): FhirReport | undefined {
    return ids.map((id) => this.byResult.get(id)).find((report) => report !== undefined);
  }
}

/** What a report, or another resource that contains results, says of them. */
export const saidBy = (report: Element, zone: string): FhirReport => ({
  isWithdrawn: report.status === 'entered-in-error' || report.status === 'cancelled',
  observed: observedAt(report, zone),
  laboratory: performerOf(report),
});

/** `#a` means what the report contains; the next report may contain another `a`. */
const isLocal = ({ reference }: Element): boolean => textOf(reference)?.startsWith('#') ?? false;

/** The name of the first performer that has one. In DSTU2, which telephones still hold, a report has one and no list. */
export function performerOf({ performer }: Element): string | undefined {
  return elementsOf(Array.isArray(performer) ? performer : [performer])
    .map((reference) => textOf(reference.display)?.trim())
    .find((name) => name !== undefined);
}
