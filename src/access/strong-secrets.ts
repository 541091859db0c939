const LEAST_CHARACTERS = 32;
const LEAST_DIFFERENT_CHARACTERS = 12;

/** Secrets with commas between them; throws an `Error`, which repeats none of them, when somebody could guess one. */
export function strongSecrets(text: string): string[] {
  const secrets = text.split(',');
  if (secrets.some((secret) => secret.length < LEAST_CHARACTERS || new Set(secret).size < LEAST_DIFFERENT_CHARACTERS)) {
    throw new Error(`is too weak: at least ${LEAST_CHARACTERS} characters made at random, such as "openssl rand -hex 32" makes`);
  }
  return secrets;
}
