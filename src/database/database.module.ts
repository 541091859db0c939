import { Global, Module, type DynamicModule } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { dataSourceOptions, type DatabaseSettings } from './data-source.js';
import { Database } from './database.js';
import { Replica } from './replica.js';

/** Lets every module ask the database, and the copy of it, where there is one. */
@Global()
@Module({})
export class DatabaseModule {
  static connectedTo(settings: DatabaseSettings): DynamicModule {
    const connection = TypeOrmModule.forRoot({
      ...dataSourceOptions({ ...settings, role: 'health_tracker_user' }),
      autoLoadEntities: true,
    });
    const replica = {
      provide: Replica,
      useFactory: (database: Database) => new Replica(database, settings),
      inject: [Database],
    };
    return { module: DatabaseModule, imports: [connection], providers: [Database, replica], exports: [Database, Replica] };
  }
}
