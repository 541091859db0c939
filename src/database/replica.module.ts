import { Global, Module, type DynamicModule } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { DatabaseSettings } from './data-source.js';
import { Replica } from './replica.js';

/** Lets every module read from the copy of the database, where there is one. */
@Global()
@Module({})
export class ReplicaModule {
  static of(settings: DatabaseSettings): DynamicModule {
    const replica = {
      provide: Replica,
      useFactory: (dataSource: DataSource) => new Replica(dataSource, settings),
      inject: [DataSource],
    };
    return { module: ReplicaModule, providers: [replica], exports: [Replica] };
  }
}
