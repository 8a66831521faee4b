import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Activity, CloudAdapter, type InvokeResponse, type TurnContext } from 'botbuilder';
import { z } from 'zod';
import type { Clock } from '../../clock.ts';
import { isLoopback } from '../../loopback.ts';
import type { HttpRoute } from '../platform.ts';
import { isForwarded } from '../shared/forwarded.ts';
import { readBody } from '../shared/http-body.ts';
import { errorFields, type Log } from '../shared/log.ts';
import { parseJson } from '../shared/parse-json.ts';
import { within } from '../shared/within.ts';
import { activitySchema, type TeamsActivity, tenantsOf } from './activity.ts';
import { RefusedError, type StrictAuthentication } from './authentication.ts';

/** What is answered to an invoke, such as a press; nothing to other activities. */
export interface InvokeAnswer {
  readonly status: number;
  readonly body?: unknown;
}

/** Deals with one activity that has been let in. Never rejects. */
export type Take = (activity: TeamsActivity) => Promise<InvokeAnswer | undefined>;

/** Activities with a quoted message are the largest, far below. */
const bodyLimitBytes = 1024 * 1024;

/** Teams reports a failure to the person after 10 to 15 seconds. */
const longestTurnMs = 8000;

const anActivity = z.looseObject({ type: z.string().min(1) });

/** The SDK's adapter without its own web part: that one wants Express, and says in its answers what went wrong. */
class Adapter extends CloudAdapter {
  take(
    header: string,
    activity: Activity,
    logic: (context: TurnContext) => Promise<void>,
  ): Promise<InvokeResponse | undefined> {
    return this.processActivity(header, activity, logic);
  }
}

/** The way in: `POST /api/messages`. Whoever is not let in learns the status and nothing else. */
export function createDoor(options: {
  readonly authentication: StrictAuthentication;
  /** The tenant that is let in; undefined: any, when local. */
  readonly tenantId: string | undefined;
  readonly local: boolean;
  /** Undefined until the platform has been started. */
  readonly take: () => Take | undefined;
  readonly clock: Clock;
  readonly log: Log;
}): HttpRoute {
  const { authentication, tenantId, local, clock, log } = options;
  const adapter = new Adapter(authentication);

  async function receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (local && !isFromHere(request)) throw new RefusedError(403, 'not from this machine');
    const raw = await readBody(request, bodyLimitBytes);
    if (raw === undefined) {
      // The rest of the body is not read: the connection cannot be used again.
      response.setHeader('Connection', 'close');
      return end(response, 413);
    }
    const body = anActivity.safeParse(parseJson(raw.toString('utf8'))).data;
    if (body === undefined) return end(response, 400);
    let answer: InvokeAnswer = { status: 200 };
    await adapter.take(request.headers.authorization ?? '', body as unknown as Activity, async () => {
      answer = await letIn(body);
    });
    end(response, answer.status, answer.body);
  }

  async function letIn(body: object): Promise<InvokeAnswer> {
    const { data: activity, error } = activitySchema.safeParse(body);
    if (activity === undefined) {
      const unreadable = error?.issues.map(({ path }) => path.join('.'));
      log.warn({ unreadable }, 'Teams sent an activity that cannot be read; it was left alone.');
      return { status: 400 };
    }
    if (local && !isHere(activity.serviceUrl)) throw new RefusedError(403, 'a service elsewhere');
    const tenants = tenantsOf(activity);
    const ours = tenants.length > 0 && tenants.every((tenant) => tenant === tenantId);
    if (!local && !ours) throw new RefusedError(403, 'another tenant');
    const take = options.take();
    if (take === undefined) return { status: 503 };
    const turn = await within(take(activity), longestTurnMs, clock);
    return (turn.done ? turn.value : undefined) ?? { status: 200 };
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      await receive(request, response);
    } catch (thrown) {
      const refused = thrown instanceof RefusedError;
      if (refused) {
        const { status, message: problem } = thrown;
        log.warn({ status, problem }, 'A request that claims to come from Teams was refused.');
      } else log.warn(errorFields(thrown), 'A request from Teams broke off.');
      if (!response.writableEnded && !response.destroyed) end(response, refused ? thrown.status : 500);
    }
  }

  return { method: 'POST', path: '/api/messages', handle };
}

/**
 * Without authentication, a page open in a browser on this machine must not get in: it can send neither JSON without
 * asking first, nor a name of this machine as the host. A proxy on this machine could send both.
 */
function isFromHere(request: IncomingMessage): boolean {
  const type = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  return (
    type === 'application/json' && !isForwarded(request) && isHere(`http://${request.headers.host ?? ''}`)
  );
}

function isHere(address: string): boolean {
  return URL.canParse(address) && isLoopback(new URL(address).hostname);
}

function end(response: ServerResponse, status: number, body?: unknown): void {
  response.statusCode = status;
  response.setHeader('X-Content-Type-Options', 'nosniff');
  if (body === undefined) {
    response.end();
    return;
  }
  response.setHeader('Content-Type', 'application/json; charset=utf-8');
  response.end(JSON.stringify(body));
}
