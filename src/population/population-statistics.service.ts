import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Page } from '../http/page.js';
import { METRIC_IDS, type MetricId } from '../scoring/metrics.js';
import { clock } from '../time/clock.js';
import { groupStatistics } from './group-statistics.js';
import { POPULATION_COHORTS } from './population-cohorts.js';
import { CELLS, PopulationGroups, type PopulationCell } from './population-groups.js';
import type { GetPopulationStatisticsQuery } from './population-statistics.dto.js';
import { RollOverService } from './roll-over.service.js';

const READ = `SELECT (SELECT coalesce(json_agg(c), '[]') FROM (${CELLS}) c) AS cells,
  EXISTS (SELECT FROM user_states WHERE rolls_at <= $2) AS "isDue"`;

@Injectable()
export class PopulationStatisticsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly rollOver: RollOverService,
  ) {}

  /** What is told of the groups asked for, all of one snapshot. */
  async find({ metric, cohort }: GetPopulationStatisticsQuery): Promise<Page> {
    const population = new PopulationGroups(await this.cells(metric));
    const cohorts = [...POPULATION_COHORTS].filter(([name]) => cohort.includes(name));
    const told = METRIC_IDS.filter((id) => metric.includes(id)).flatMap((id) =>
      cohorts.map(([name, key]) => groupStatistics(id, name, population.get(id, key))),
    );
    return new Page(
      told.filter((statistics) => statistics !== null).map((statistics) => JSON.stringify(statistics)),
      null,
    );
  }

  /** Everybody as of their current local day: who has not been brought forward to it is brought forward first. */
  private async cells(metrics: readonly MetricId[]): Promise<PopulationCell[]> {
    for (;;) {
      const [row] = await this.dataSource.query<[{ cells: PopulationCell[]; isDue: boolean }]>(READ, [
        metrics,
        new Date(clock.now()).toISOString(),
      ]);
      if (!row.isDue) return row.cells;
      await this.rollOver.rollDue();
    }
  }
}
