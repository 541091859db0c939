import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Database } from '../database/database.js';
import { decodeCursor, encodeCursor } from '../http/cursor.js';
import type { PageQuery } from '../http/page-query.dto.js';
import { Page } from '../http/page.js';
import { Problem } from '../http/problem.js';
import type { AnalyteResponse } from './analyte.dto.js';
import { StoredAnalyte } from './analyte.entity.js';
import { acceptedUnitsOf } from './canonical-value.js';
import type { Analyte } from './catalogue/analyte.js';
import { ANALYTES } from './catalogue/analytes.js';
import { presentRange } from './presented-range.js';

const byCode = (a: { code: string }, b: { code: string }): number => (a.code < b.code ? -1 : 1);

/** The catalogue as clients get it, by code. */
const CATALOGUE: readonly AnalyteResponse[] = ANALYTES.map(present).toSorted(byCode);

@Injectable()
export class AnalytesService implements OnModuleInit {
  constructor(private readonly database: Database) {}

  /** Tells the database what the catalogue of this version has. Processes that start together lock the rows in the same order. */
  async onModuleInit(): Promise<void> {
    const rows = CATALOGUE.map(({ code, name, loincCodes, canonicalUnit }) => ({ code, name, loincCodes, canonicalUnit }));
    await this.database.forEverybody.transaction((manager) =>
      manager.upsert(StoredAnalyte, rows, { conflictPaths: ['code'], skipUpdateIfNoValuesChanged: true }),
    );
  }

  /** A page of the catalogue, by code. */
  list({ limit, cursor }: PageQuery): Page {
    const [after = ''] = cursor === undefined ? [] : decodeCursor(cursor, null);
    const following = CATALOGUE.filter(({ code }) => code > after);
    const page = following.slice(0, limit);
    return new Page(
      page.map((analyte) => JSON.stringify(analyte)),
      following.length > limit ? encodeCursor([page.at(-1)!.code], null) : null,
    );
  }

  find(code: string): AnalyteResponse {
    const analyte = CATALOGUE.find((one) => one.code === code);
    if (!analyte) throw Problem.notFound('analyte');
    return analyte;
  }
}

function present(analyte: Analyte): AnalyteResponse {
  return {
    code: analyte.code,
    name: analyte.name,
    loincCodes: [...analyte.loincCodes],
    canonicalUnit: analyte.canonicalUnit,
    acceptedUnits: acceptedUnitsOf(analyte),
    plausibleLow: Number(analyte.plausible.low),
    plausibleHigh: Number(analyte.plausible.high),
    fastingRequired: analyte.fastingRequired ?? false,
    referenceRanges: analyte.referenceRanges.map(presentRange),
  };
}
