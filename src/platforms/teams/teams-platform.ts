import { DeskError } from '../../errors.ts';
import type { DeskPort, Platform } from '../platform.ts';
import { errorFields } from '../shared/log.ts';
import { createRecent } from '../shared/recent.ts';
import { beginsInTime, within } from '../shared/within.ts';
import { joinAddress } from './address.ts';
import { createArrivals } from './arrivals.ts';
import { StrictAuthentication } from './authentication.ts';
import { createConnector } from './connector.ts';
import { createCourier } from './courier.ts';
import { createCredentialsFactory, createTokens, isRefused } from './credentials.ts';
import { createDirectory } from './directory.ts';
import { createDoor, type Take } from './door.ts';
import { teamsDoors } from './doors.ts';
import { createDrawing } from './drawing.ts';
import { createFormButtons } from './form-buttons.ts';
import { createKeptForms } from './kept-forms.ts';
import { createLookUp, type LookUp } from './look-up.ts';
import { createOutlet } from './outlet.ts';
import { createPeople, type People } from './people.ts';
import { createPosting, type Posting } from './posting.ts';
import { toSendError } from './send-error.ts';
import { createServices } from './services.ts';
import type { TeamsSettings } from './settings.ts';
import { takeActivity } from './take-activity.ts';
import type { Tools } from './tools.ts';

const firstRetryMs = 1000;
const longestRetryMs = 60_000;
const stopWithinMs = 2000;

/** Microsoft Teams, over the Bot Framework. */
export function createTeamsPlatform(settings: TeamsSettings) {
  const { appId, tenantId, local, cloud, log, clock } = settings;
  const credentials = createCredentialsFactory(settings);
  const tokens = createTokens(settings, credentials);
  const authentication = new StrictAuthentication(settings, credentials);
  const { keys } = authentication;
  const services = createServices(!local && cloud === undefined);
  /** Our own id in conversations; a local host makes one up and tells it with each activity. */
  let bot = appId === undefined ? 'deskbell' : `28:${appId}`;
  const connector = createConnector({
    token,
    bot: () => bot,
    tenant: () => tenantId,
    onAccess: (isTaken) => {
      isShutOut = !isTaken;
    },
  });
  const courier = createCourier(connector, services, (user) => directory.memberOf(user));
  const directory = createDirectory({
    connector,
    services,
    tenantId,
    contactOf: (user) => desk?.contactOf?.(user),
    learn: async (member, serviceUrl) => lookUp?.learn(member, serviceUrl),
    clock,
    log,
  });
  const arrivals = createArrivals({ clock, log });
  const running = new Set<Promise<unknown>>();
  let desk: DeskPort | undefined;
  let people: People | undefined;
  let lookUp: LookUp | undefined;
  let posting: Posting | undefined;
  let take: Take | undefined;
  /** Why Microsoft does not let us send, for the operator. */
  let trouble: string | undefined = local ? undefined : 'Microsoft has not given a token yet.';
  /** Whether the app's credentials are refused: only a new token says that they are taken again. */
  let isAccessGone = false;
  /** Whether Teams itself refused the app when something was sent last. A token says nothing about that. */
  let isShutOut = false;
  let cancelRetry: (() => void) | undefined;
  let stopped = false;

  async function token(wantsNew = false): Promise<string | undefined> {
    try {
      const found = await tokens.get(wantsNew);
      // One that was kept says nothing about a secret that has been taken away since.
      if (wantsNew || !isAccessGone) letIn();
      return found;
    } catch (thrown) {
      const error = toSendError(thrown);
      isAccessGone ||= isRefused(error);
      if (isRefused(error)) {
        trouble = `Microsoft refuses the app's credentials (${error.reason}). Check MicrosoftAppId, MicrosoftAppPassword and MicrosoftAppTenantId.`;
      } else if (!isAccessGone) {
        trouble = `Microsoft cannot be asked for a token (${error.reason}); trying again.`;
      }
      throw error;
    }
  }

  function letIn(): void {
    trouble = undefined;
    isAccessGone = false;
  }

  /** Microsoft being away is no reason not to start: the desk is needed most when things fail. */
  async function signIn(pauseMs: number): Promise<void> {
    try {
      await token();
    } catch (thrown) {
      const error = toSendError(thrown);
      if (isRefused(error)) throw new DeskError('BAD_SETTINGS', trouble ?? error.message, { cause: error });
      log.warn({ reason: error.reason }, trouble ?? error.message);
      if (stopped) return;
      cancelRetry = clock.after(pauseMs, () => {
        signIn(Math.min(longestRetryMs, pauseMs * 2)).catch(refused);
      });
    }
  }

  /** What is sent needs a token of ours, what arrives Microsoft's keys. */
  async function begin(): Promise<void> {
    await Promise.all([signIn(firstRetryMs), local ? undefined : keys.begin()]);
  }

  function refused({ message }: DeskError): void {
    log.error({}, message);
  }

  function after(work: () => Promise<unknown>): void {
    const run = work()
      .catch((thrown: unknown) => log.error(errorFields(thrown), 'What follows an answer failed.'))
      .finally(() => running.delete(run));
    running.add(run);
  }

  function open(port: DeskPort): void {
    desk = port;
    lookUp = createLookUp({ desk: port, connector, tenantId, clock, log });
    people = createPeople({ desk: port, lookUp, tenantId });
    const formButtons = createFormButtons(port, settings.formButtons, settings.commandButton, !local);
    const drawing = createDrawing(port.words, formButtons.opens, settings.zone);
    posting = createPosting(courier, drawing);
    const keptForms = createKeptForms();
    const { words } = port;
    const outlet = createOutlet({ words, people, connector, courier, drawing, keptForms, clock, log });
    const welcomes = new Map<string, number>();
    const tools: Tools = {
      desk: port,
      clock,
      log,
      people,
      outlet,
      directory,
      keptForms,
      formButtons,
      arrivals,
      welcomes,
      taken: createRecent(clock),
      after,
    };
    take = (activity) => {
      services.learn(activity.serviceUrl);
      if (local) bot = activity.recipient.id;
      people?.refresh(activity);
      return takeActivity(tools, activity);
    };
  }

  async function sending<T>(send: (posting: Posting) => Promise<T>): Promise<T> {
    if (posting === undefined) throw new DeskError('UNEXPECTED', 'Teams was used before it was started.');
    try {
      return await send(posting);
    } catch (thrown) {
      throw toSendError(thrown);
    }
  }

  return {
    name: 'teams',
    capabilities: { doors: teamsDoors },
    // Teams takes 8 messages in 2 seconds in one conversation, and 30 calls a second in one tenant, of which
    // replies and look-ups are left a share.
    pace: {
      postsPerConversation: { count: 4, perMs: 3000 },
      posts: { count: 14, perMs: 1000 },
      updates: { count: 10, perMs: 1000 },
    },
    routes: [
      createDoor({
        authentication,
        tenantId,
        local,
        take: () => (stopped ? undefined : take),
        clock,
        log,
      }),
    ],
    async start(desk) {
      if (local) {
        log.warn(
          {},
          'TEAMS_LOCAL is 1: Teams activities are believed without any check. Only for a look on this machine.',
        );
      }
      open(desk);
      if (await beginsInTime(begin(), clock, refused)) return;
      log.warn({}, 'Microsoft has not answered yet; the desk starts without Teams.');
    },
    async stop() {
      stopped = true;
      cancelRetry?.();
      keys.stop();
      arrivals.stop();
      // What Teams makes us wait for with an answer is not worth waiting for here.
      await within(Promise.all(running), stopWithinMs, clock);
    },
    health() {
      const reason =
        trouble ?? keys.trouble() ?? (isShutOut ? 'Teams does not take messages from the app.' : undefined);
      if (reason === undefined) return { ready: true };
      return { ready: false, reason, ...(isAccessGone ? { lasting: true } : {}) };
    },
    // A token that is kept would say nothing about the secret.
    ...(local ? {} : { probe: async () => void (await token(true)) }),
    isThere: ({ id }) => courier.isThere(id),
    post: (to, card, draw) => sending((by) => by.post(to, card, draw)),
    update: (posted, card, draw) => sending((by) => by.update(posted, card, draw)),
    channelAddress(_branch, configured) {
      if (configured === undefined) return undefined;
      directory.named(configured);
      return { id: configured, private: false };
    },
    personAddress({ user, contact }) {
      if (contact !== undefined) courier.belongs(contact, user);
      return { id: contact ?? joinAddress({ member: user, serviceUrl: undefined }), private: true };
    },
    directory,
  } satisfies Platform;
}
