import { Injectable } from '@nestjs/common';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Problem } from '../http/problem.js';
import { AccessSettings } from './access-settings.js';
import { assertAllowed, usersNamedIn } from './allowance.js';
import { bearerIn, credentialsRequired, invalidCredentials } from './bearer.js';
import type { Caller } from './caller.js';
import { KeyUses } from './key-uses.js';
import { KnownKeys, type KnownKey } from './known-keys.js';
import { LastFailures } from './last-failures.js';
import { Access } from './log/access.js';
import { MetricsToken } from './metrics-token.js';
import { countRefusal } from './refusals.js';
import { RequestLimiters } from './request-limiters.js';
import type { Rule } from './rule.js';
import { isKeyOf, parseServiceKey, type ServiceKey } from './service-key.js';
import { isOver, UserTokensService } from './user-tokens.service.js';

/** The form of a JSON Web Token, whose signature may be empty. */
const SIGNED = /^[\w-]+\.[\w-]+\.[\w-]*$/;

/** Lets nobody in whom the rule of the route does not name, before anything of a body is read. */
@Injectable()
export class Gate {
  private readonly metricsToken: MetricsToken;
  private readonly failures = new LastFailures();

  constructor(
    settings: AccessSettings,
    private readonly known: KnownKeys,
    private readonly uses: KeyUses,
    private readonly tokens: UserTokensService,
    private readonly traffic: RequestLimiters,
  ) {
    this.metricsToken = new MetricsToken(settings.metricsToken);
  }

  /** Stands before every route that is registered from now on, and refuses to start with one that has no rule. */
  guard(server: FastifyInstance): void {
    server.addHook('onRoute', ({ url, method, config }) => {
      if (config?.rule === undefined && !url.endsWith('*'))
        throw new Error(`${String(method)} ${url} does not say who may use it`);
    });
    server.addHook('onRequest', (request, reply, done) => {
      const { rule } = request.routeOptions.config;
      if (rule === 'public') return done();
      const token = bearerIn(request.headers.authorization);
      if (this.metricsToken.opens(rule, token)) return done();
      const refuse = (error: Error): void => {
        countRefusal(error);
        done(error);
      };
      try {
        const admission = this.admit(request, reply, rule, token);
        // oxlint-disable-next-line promise/no-callback-in-promise -- a hook with a callback, so that a key that is known costs no turn
        if (admission) admission.then(() => done(), refuse);
        else done();
      } catch (error) {
        refuse(error as Error);
      }
    });
  }

  private admit(
    request: FastifyRequest,
    reply: FastifyReply,
    rule: Exclude<Rule, 'public'> | undefined,
    token: string | undefined,
  ): Promise<void> | undefined {
    if (!rule) throw Problem.notFound('address');
    if (token === undefined) throw credentialsRequired();
    const enter = (caller: Caller | null): void => {
      if (!caller) throw this.refusal(request, token);
      if (caller.kind === 'key') this.uses.note(caller.keyId);
      this.traffic.admit(caller, reply);
      assertAllowed(caller, rule, request);
      request.caller = caller;
      // Where everybody reads the same, an address that names a user is a mistake, and nobody's user is to be the one who is named.
      const named = rule.users === 'any' ? [] : usersNamedIn(request).slice(0, 1);
      request.access = new Access(caller, request.routeOptions.config.operation ?? '', request.id, named);
    };
    const key = parseServiceKey(token);
    if (this.failures.isAgain(request.ip, token)) throw invalidCredentials();
    if (key && !this.known.isKnown(key.prefix)) this.traffic.assertMayTry(request.ip);
    const caller = key ? this.callerOfKey(key) : this.tokens.verify(token);
    if (caller instanceof Promise) return caller.then(enter);
    enter(caller);
    return undefined;
  }

  /** A signed token is not counted: nobody guesses a signature, and apps ask again and again with those that have expired. */
  private refusal({ ip }: FastifyRequest, token: string): Problem {
    if (SIGNED.test(token)) return invalidCredentials();
    this.traffic.countFailure(ip);
    this.failures.note(ip, token);
    return invalidCredentials();
  }

  private callerOfKey(key: ServiceKey): Caller | null | Promise<Caller | null> {
    const callerOf = (known: KnownKey | null): Caller | null =>
      known && !isOver(known.expiresAt) && isKeyOf(key, known) ? known.caller : null;
    const known = this.known.find(key.prefix);
    return known instanceof Promise ? known.then(callerOf) : callerOf(known);
  }
}
