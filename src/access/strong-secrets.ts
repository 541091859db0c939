const LEAST_CHARACTERS = 32;
const LEAST_DIFFERENT_CHARACTERS = 12;

/** The secret itself; throws an `Error`, which does not repeat it, when somebody could guess it. */
export function strongSecret(secret: string): string {
  if (secret.length < LEAST_CHARACTERS || new Set(secret).size < LEAST_DIFFERENT_CHARACTERS) {
    throw new Error(`is too weak: at least ${LEAST_CHARACTERS} characters made at random, such as "openssl rand -hex 32" makes`);
  }
  return secret;
}

/** Secrets with commas between them, as {@link strongSecret}. */
export const strongSecrets = (text: string): string[] => text.split(',').map(strongSecret);
