import { sizes, type Size, type SizeName } from './sizes.js';

/** What a person decides about an installation. */
export interface Options {
  /** `small`, `medium` or `large`. */
  size: Size;
  /** The tag of the image in the repository of images; tags are never moved. */
  imageTag: string;
  /** The ARN of the certificate (ACM) that the load balancer shows; it says for which account and region all this is. */
  certificateArn: string;
  /** The OpenID Connect provider where users sign in, if there is one. */
  identityProvider: { issuer: string; audience: string; jwksUrl: string } | undefined;
  /** Who is written to when something is wrong. */
  alarmEmail: string | undefined;
}

/** The account and the region of an installation, which are those of its certificate. */
export function environmentOf({ certificateArn }: Options): { account: string; region: string } {
  const [, , , region = '', account = ''] = certificateArn.split(':');
  return { account, region };
}

/** Reads the options of `cdk -c name=value`; throws naming all that are missing or wrong. */
export function readOptions(context: (name: string) => unknown): Options {
  const wrong: string[] = [];
  const text = (name: string, pattern: RegExp, form: string): string => {
    const value = context(name);
    if (typeof value === 'string' && pattern.test(value)) return value;
    wrong.push(`-c ${name}=... has to be ${form}`);
    return '';
  };
  const options = {
    size: text('size', new RegExp(`^(${Object.keys(sizes).join('|')})$`), Object.keys(sizes).join(' or ')),
    imageTag: text('image', /^[\w][\w.-]{0,127}$/, 'the tag of an image'),
    certificateArn: text(
      'certificate',
      /^arn:aws[\w-]*:acm:[\w-]+:\d{12}:certificate\/[\w-]+$/,
      'the ARN of a certificate in ACM',
    ),
    alarmEmail: context('alarmEmail') === undefined ? undefined : text('alarmEmail', /^[^@\s]+@[^@\s]+$/, 'an e-mail address'),
  };
  const https = /^https:\/\/\S+$/;
  const hasProvider = ['oidcIssuer', 'oidcAudience', 'oidcJwksUrl'].some((name) => context(name) !== undefined);
  const identityProvider = hasProvider
    ? {
        issuer: text('oidcIssuer', https, 'an address'),
        audience: text('oidcAudience', /^\S+$/, 'a name'),
        jwksUrl: text('oidcJwksUrl', https, 'an address'),
      }
    : undefined;
  if (wrong.length > 0) throw new Error(wrong.join('\n'));
  return { ...options, identityProvider, size: sizes[options.size as SizeName] };
}
