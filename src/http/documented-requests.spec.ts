import { Controller, Get, Patch } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { Test } from '@nestjs/testing';
import { createHttpAdapter } from './http-adapter.js';
import { IsInstant } from './is-instant.js';
import { IsLocalDate } from './is-local-date.js';
import { IfMatch, Precondition } from './precondition.js';
import { UserId, UuidParam } from './uuid-param.js';
import { Body } from './validated.js';

class Note {
  @IsInstant() at: string;
  @IsLocalDate() on: string;
}

@Controller('users/:userId/notes')
class NotesController {
  @Get(':noteId') find(@UserId() userId: string, @UuidParam('noteId', 'The note.') noteId: string): string {
    return userId + noteId;
  }

  @Patch() update(@UserId() userId: string, @IfMatch() _precondition: Precondition, @Body() _note: Note): string {
    return userId;
  }
}

let document: OpenAPIObject;

beforeAll(async () => {
  const module = await Test.createTestingModule({ controllers: [NotesController] }).compile();
  const app = module.createNestApplication(createHttpAdapter(), { logger: false });
  await app.init();
  document = SwaggerModule.createDocument(app, new DocumentBuilder().build());
  await app.close();
});

describe('the OpenAPI document', () => {
  it('knows that ids in a path are UUIDs', () => {
    const parameters = document.paths['/users/{userId}/notes/{noteId}']?.get?.parameters;
    expect(parameters).toHaveLength(2);
    for (const name of ['userId', 'noteId']) {
      const parameter = { name, in: 'path', required: true, schema: { type: 'string', format: 'uuid' } };
      expect(parameters).toContainEqual(expect.objectContaining(parameter));
    }
  });

  it('knows that If-Match may be sent', () => {
    expect(document.paths['/users/{userId}/notes']?.patch?.parameters).toContainEqual(
      expect.objectContaining({ name: 'If-Match', in: 'header', required: false }),
    );
  });

  it('knows the formats of times', () => {
    expect(document.components?.schemas?.Note).toMatchObject({
      properties: { at: { type: 'string', format: 'date-time' }, on: { type: 'string', format: 'date' } },
    });
  });
});
