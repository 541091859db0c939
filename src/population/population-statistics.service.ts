import { Injectable } from '@nestjs/common';
import { Replica } from '../database/replica.js';
import { Page } from '../http/page.js';
import { METRIC_IDS } from '../scoring/metrics.js';
import { groupStatistics } from './group-statistics.js';
import { POPULATION_COHORTS } from './population-cohorts.js';
import { CELLS, PopulationGroups, type PopulationCell } from './population-groups.js';
import type { GetPopulationStatisticsQuery } from './population-statistics.dto.js';

@Injectable()
export class PopulationStatisticsService {
  constructor(private readonly replica: Replica) {}

  /** What is told of the groups asked for, all of one snapshot. */
  async find({ metric, cohort }: GetPopulationStatisticsQuery): Promise<Page> {
    const population = new PopulationGroups(await this.replica.query<PopulationCell>(CELLS, [metric]));
    const cohorts = [...POPULATION_COHORTS].filter(([name]) => cohort.includes(name));
    const told = METRIC_IDS.filter((id) => metric.includes(id)).flatMap((id) =>
      cohorts.map(([name, key]) => groupStatistics(id, name, population.get(id, key))),
    );
    return new Page(
      told.filter((statistics) => statistics !== null).map((statistics) => JSON.stringify(statistics)),
      null,
    );
  }
}
