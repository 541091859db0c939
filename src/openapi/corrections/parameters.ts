import type { OpenAPIObject, ParameterObject } from '@nestjs/swagger';
import { operationsOf, schemasOf, type Schema } from '../parts-of-document.js';

const PLACES = ['path', 'query', 'header', 'cookie'];

/** Parameters of the path come first, in the order in which they stand there: generated functions take them in that order. */
export function orderParameters(document: OpenAPIObject): void {
  for (const { path, operation } of operationsOf(document)) {
    const rank = ({ in: place, name }: ParameterObject): number =>
      PLACES.indexOf(place) * 1000 + (place === 'path' ? path.indexOf(`{${name}}`) : 0);
    operation.parameters = operation.parameters.toSorted((a, b) => rank(a) - rank(b));
  }
}

/** What has a default may be left out. In bodies no default is documented: generators take it for a member that must be there. */
export function makeDefaultsOptional(document: OpenAPIObject): void {
  for (const { operation } of operationsOf(document)) {
    for (const parameter of operation.parameters) {
      if ((parameter.schema as Schema).default !== undefined) parameter.required = false;
    }
  }
}

/** A list in a query is written `type=a,b`; the repeated form, which is understood as well, is not the one to generate. */
export function separateListsByCommas(document: OpenAPIObject): void {
  for (const { operation } of operationsOf(document)) {
    for (const parameter of operation.parameters) {
      if (parameter.in === 'query' && (parameter.schema as Schema).type === 'array') {
        Object.assign(parameter, { style: 'form', explode: false });
      }
    }
  }
}

/** Wherever a user or a record is named, the example is one that the demonstration data have: the value by the parameter's name. */
export function nameDemoInExamples(
  document: OpenAPIObject,
  examples: Readonly<Record<string, string>> & { userId: string },
): void {
  for (const { operation } of operationsOf(document)) {
    for (const parameter of operation.parameters) {
      const example = examples[parameter.name];
      if (example !== undefined) parameter.example = example;
    }
  }
  for (const { properties = {} } of schemasOf(document)) {
    const member = properties.userId;
    if (member) member.example = examples.userId;
  }
}
