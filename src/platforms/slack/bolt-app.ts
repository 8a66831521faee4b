import { App, type Receiver, type ReceiverEvent } from '@slack/bolt';
import type { Clock } from '../../clock.ts';
import { DeskError } from '../../errors.ts';
import { errorFields, type Log } from '../shared/log.ts';
import { within } from '../shared/within.ts';
import { createBoltLogger, webClientOptions } from './clients.ts';
import type { Arrival, Said } from './tools.ts';
import type { Delivery, Transport } from './transport.ts';

/** Slack waits three seconds. Whatever happens, it gets a reply before. */
const replyWithinMs = 2700;
/** How long a stop waits for answers under way. */
const finishWithinMs = 5000;

export interface BoltApp {
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** One delivery on its way through Bolt. */
interface Turn {
  readonly arrival: Arrival;
  taken: boolean;
}

/**
 * Bolt between a transport and one function that takes every payload. There is one global middleware and no
 * listener: each listener would run on every request, and what none of them matches would become Slack's own error.
 *
 * Events are acknowledged when they have been dealt with, not before as Bolt would: Slack delivers them again if the
 * process ends in between.
 */
export async function createBoltApp(options: {
  readonly botToken: string;
  readonly apiUrl?: string;
  readonly transport: Transport;
  readonly clock: Clock;
  readonly log: Log;
  readonly take: (body: Readonly<Record<string, unknown>>, arrival: Arrival) => Promise<void>;
}): Promise<BoltApp> {
  const { transport, clock, log, take } = options;
  const underWay = new Set<Promise<void>>();

  async function deliver(app: Pick<App, 'processEvent'>, delivery: Delivery): Promise<void> {
    const arrival = createArrival(delivery, clock, log);
    const working = process(app, delivery, arrival);
    underWay.add(working);
    await within(working, replyWithinMs, clock);
    await arrival.reply();
    await working;
    underWay.delete(working);
  }

  async function process(app: Pick<App, 'processEvent'>, delivery: Delivery, arrival: Arrival) {
    const { body, retryNum, retryReason } = delivery;
    const turn: Turn = { arrival, taken: false };
    const event: ReceiverEvent = {
      body,
      customProperties: { turn },
      // The middleware replies through `arrival`; this is only Bolt's early acknowledgement of events.
      ack: async () => {},
      ...(retryNum === undefined ? {} : { retryNum }),
      ...(retryReason === undefined ? {} : { retryReason }),
    };
    try {
      await app.processEvent(event);
    } catch (thrown) {
      log.warn(errorFields(thrown), 'Bolt could not read a payload of Slack.');
    }
    // Bolt stumbles over null where it expects an object, and passes on nothing that it does not know. Whoever waits
    // for an answer gets one all the same.
    if (turn.taken) return;
    await take(body, arrival).catch((thrown: unknown) =>
      log.error(errorFields(thrown), 'A payload of Slack could not be dealt with.'),
    );
  }

  let initialised: App | undefined;
  const receiver: Receiver = {
    init: (app) => {
      initialised = app;
    },
    start: () => {
      const app = initialised;
      if (app === undefined)
        throw new DeskError('UNEXPECTED', 'The Slack app was started before it was made.');
      return transport.start((delivery) => deliver(app, delivery));
    },
    stop: () => transport.stop(),
  };

  const app = new App({
    // With the token itself Bolt would ask Slack at every request whose it is, until Slack says so. Here nothing needs to
    // know; Bolt writes into what it is given.
    authorize: async () => ({ botToken: options.botToken }),
    tokenVerificationEnabled: false,
    deferInitialization: true,
    ignoreSelf: false,
    convoStore: false,
    receiver,
    logger: createBoltLogger(log),
    clientOptions: webClientOptions(options.apiUrl),
  });
  app.use(async ({ body, context }) => {
    const turn = context.turn as Turn;
    turn.taken = true;
    await take(body as unknown as Readonly<Record<string, unknown>>, turn.arrival);
  });
  await app.init();

  return {
    start: async () => {
      await app.start();
    },
    stop: async () => {
      await app.stop();
      await within(Promise.all(underWay), finishWithinMs, clock);
    },
  };
}

/** The one reply of a delivery: whoever comes first sends it. */
function createArrival(delivery: Delivery, clock: Clock, log: Log): Arrival {
  const said: Said = {};
  let replied = false;
  return {
    atMs: clock.elapsedMs(),
    said,
    reply: async (payload) => {
      if (replied) return false;
      replied = true;
      said.payload = payload;
      try {
        await delivery.reply(payload);
        return true;
      } catch (thrown) {
        log.warn(errorFields(thrown), 'Slack was gone before it got its reply.');
        return false;
      }
    },
    refuse: async () => {
      if (replied) return;
      replied = true;
      await delivery.refuse();
    },
  };
}
