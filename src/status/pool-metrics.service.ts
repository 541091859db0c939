import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { ConnectionPool } from '../database/prepared-pg.js';
import { replaceGauge } from './replace-gauge.js';

/** Tells of the connections to the database: how many there are, how many are at work, and how much work waits for one. */
@Injectable()
export class PoolMetricsService implements OnModuleInit {
  constructor(private readonly dataSource: DataSource) {}

  onModuleInit(): void {
    const { master } = this.dataSource.driver as unknown as { master: ConnectionPool };
    this.tell('max', 'The most connections to the database that there may be.', () => master.options.max);
    this.tell('in_use', 'Connections to the database that are at work.', () => master.totalCount - master.idleCount);
    this.tell('waiting', 'How much work waits for a connection.', () => master.workWaiting);
  }

  private tell(what: string, help: string, read: () => number): void {
    replaceGauge({
      name: `health_tracker_database_pool_${what}`,
      help,
      collect() {
        this.set(read());
      },
    });
  }
}
