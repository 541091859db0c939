import type { CreateBloodTestResult } from '../../../blood-tests/blood-test-result.dto.js';
import { parseInstant } from '../../../time/instant.js';
import { MalformedFile, type Reading } from '../../import-format.js';
import { bloodTestsOf, type CollectedResult } from './collections.js';
import type { Fault } from './fhir-fault.js';
import { performerOf, saidBy, type FhirReport, type FhirReports } from './fhir-reports.js';
import { momentOf, observedAt, type Observed } from './fhir-time.js';
import { referredId, textOf, type Element } from './fhir-value.js';
import { rejected, type Statement } from './observation.js';

const MOST_RESULTS = 200_000;

/** Where an Observation was found. */
export interface Origin {
  /** What references call it, or what contains it. */
  readonly ids: readonly string[];
  /** The report or the Observation that contains it. */
  readonly container?: Element;
}

interface KeptResult {
  readonly result: CreateBloodTestResult;
  readonly place: string;
  readonly observed: Observed | Fault | null;
  readonly issued: string | undefined;
  readonly id: string | undefined;
  readonly ids: readonly string[];
  /** What contains it says. */
  readonly container: FhirReport | undefined;
  readonly encounter: string | undefined;
  readonly laboratory: string | undefined;
}

/** Keeps the results of a file until all reports are known, and makes blood tests of them. */
export class LaboratoryResults {
  private readonly kept: KeptResult[] = [];

  constructor(
    private readonly zone: string,
    private readonly sourceName: string,
  ) {}

  /** What an Observation does not say, what contains it may. */
  add(result: CreateBloodTestResult, { observation, place }: Statement, { ids, container }: Origin): void {
    if (this.kept.length >= MOST_RESULTS)
      throw new MalformedFile(place, `there are more than ${MOST_RESULTS} results`, 'too_many_results');
    this.kept.push({
      result,
      place,
      observed: observedAt(observation, this.zone),
      issued: textOf(observation.issued) ?? textOf(container?.issued),
      id: textOf(observation.id),
      ids,
      container: container && saidBy(container, this.zone),
      encounter: referredId(observation.encounter) ?? referredId(container?.encounter),
      laboratory: performerOf(observation),
    });
  }

  *readings(reports: FhirReports): Generator<Reading> {
    const collected: CollectedResult[] = [];
    for (const kept of this.kept) {
      const { container } = kept;
      const report = reports.of(kept.ids);
      const observed = kept.observed ?? container?.observed ?? report?.observed ?? this.whenIssued(kept);
      if (container?.isWithdrawn || report?.isWithdrawn)
        yield { outcome: 'skipped', entries: 1, place: kept.place, ...WITHDRAWN };
      else if ('code' in observed) yield rejected(observed, kept.place);
      else collected.push(asCollected(kept, observed, report));
    }
    this.kept.length = 0;
    yield* bloodTestsOf(collected, this.sourceName);
  }

  /** The time of issue is later than that of collection, but all that some servers tell. */
  private whenIssued({ issued }: KeptResult): Observed | Fault {
    return issued
      ? momentOf(issued, this.zone)
      : { code: 'missing_time', detail: 'neither the Observation nor a report says when' };
  }
}

const WITHDRAWN = { reason: 'entered_in_error', detail: 'its report was withdrawn' };

const asCollected = (kept: KeptResult, { startMs }: Observed, report: FhirReport | undefined): CollectedResult => ({
  result: kept.result,
  place: kept.place,
  collectedMs: startMs,
  encounter: kept.encounter ?? '',
  laboratory: kept.laboratory ?? kept.container?.laboratory ?? report?.laboratory,
  issuedMs: parseInstant(kept.issued ?? '') ?? 0,
  id: kept.id ?? '',
});
