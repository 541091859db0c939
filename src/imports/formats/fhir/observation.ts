import type { Place, Reading } from '../../import-format.js';
import type { Fault } from './fhir-fault.js';
import { elementsOf, type Element } from './fhir-value.js';

/** A value of an Observation: its own, or that of a component, which shares time, status and everything else with the others. */
export interface Statement {
  readonly observation: Element;
  /** The Observation itself or the component: code and value. */
  readonly element: Element;
  readonly place: Place;
}

/** The statements of an Observation, each of them an entry of the file: a panel's are its components. */
export function statementsOf(observation: Element, place: Place): Statement[] {
  const components = elementsOf(observation.component).map((element, index): Statement => ({
    observation,
    element,
    place: `${place}/component/${index}`,
  }));
  const hasOwn = Object.keys(observation).some((name) => /^value[A-Z]/.test(name));
  return components.length > 0 && !hasOwn ? components : [{ observation, element: observation, place }, ...components];
}

export const rejected = ({ code, detail }: Fault, place: Place): Reading => ({
  outcome: 'rejected',
  entries: 1,
  place,
  code,
  detail,
});
