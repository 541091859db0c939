/** The stable code of each check of class-validator that a client can run into. */
const CODES: Readonly<Record<string, string>> = {
  isDefined: 'required',
  isNotEmpty: 'required',
  isString: 'invalid_type',
  isNumber: 'invalid_type',
  isInt: 'invalid_type',
  isBoolean: 'invalid_type',
  isArray: 'invalid_type',
  isObject: 'invalid_type',
  nestedValidation: 'invalid_type',
  unknownValue: 'invalid_type',
  min: 'too_small',
  isPositive: 'too_small',
  max: 'too_large',
  minLength: 'too_short',
  arrayMinSize: 'too_short',
  arrayNotEmpty: 'too_short',
  maxLength: 'too_long',
  arrayMaxSize: 'too_long',
  isLength: 'invalid_length',
  arrayUnique: 'not_unique',
  isIn: 'not_in_enum',
  isEnum: 'not_in_enum',
  matches: 'invalid_format',
  isUuid: 'invalid_format',
  isInstant: 'invalid_format',
  isInstantOrLocalDate: 'invalid_format',
  isLocalDate: 'invalid_format',
  isTimeZone: 'invalid_format',
  whitelistValidation: 'unknown_field',
};

/** The code of a failed check, by the name of its validator; a rule of our own has its name in snake_case. */
export function faultCode(validator: string): string {
  return CODES[validator] ?? validator.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** Whether a check is about one value alone, so that it fails for an absent value because it is absent. */
export function isPlainCheck(validator: string): boolean {
  return validator in CODES;
}
