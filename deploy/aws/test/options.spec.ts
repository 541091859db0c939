import { environmentOf, readOptions } from '../lib/options.js';
import { sizes } from '../lib/sizes.js';

const certificate = 'arn:aws:acm:eu-central-1:123456789012:certificate/0a1b2c3d';
const read = (context: Record<string, unknown>): ReturnType<typeof readOptions> => readOptions((name) => context[name]);

describe('The options', () => {
  it('have an identity provider whole or not at all', () => {
    const oidcIssuer = 'https://login.example.org';
    const common = { size: 'small', image: '1.2.3', certificate };
    expect(() => read({ ...common, oidcIssuer })).toThrow(/-c oidcAudience=.*\n-c oidcJwksUrl=/);
    const whole = read({ ...common, oidcIssuer, oidcAudience: 'health', oidcJwksUrl: `${oidcIssuer}/keys` });
    expect(whole.identityProvider).toEqual({ issuer: oidcIssuer, audience: 'health', jwksUrl: `${oidcIssuer}/keys` });
  });

  it('say how much, which release, and where', () => {
    const options = read({ size: 'large', image: '1.2.3', certificate });
    expect(options).toEqual({
      size: sizes.large,
      imageTag: '1.2.3',
      certificateArn: certificate,
      identityProvider: undefined,
      alarmEmail: undefined,
    });
    expect(environmentOf(options)).toEqual({ account: '123456789012', region: 'eu-central-1' });
  });

  it('are refused all at once, by name', () => {
    const attempt = (): unknown =>
      read({ size: 'huge', certificate: 'arn:aws:iam::123456789012:server-certificate/x', alarmEmail: 'me' });
    expect(attempt).toThrow(/-c size=.*small or medium or large\n-c image=.*\n-c certificate=.*\n-c alarmEmail=/);
  });
});
