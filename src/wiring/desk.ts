import type { PlatformName, Request } from '../chat/request.ts';
import type { Typing } from '../chat/typing.ts';
import { createWords } from '../chat/words.ts';
import type { Clock } from '../clock.ts';
import {
  createDelivery,
  createRouteWatch,
  createWatchdog,
  cutOffFrom,
  deliveryTexts,
  reachableAnew,
  watchdogTexts,
} from '../delivery/index.ts';
import { type Branches, createBranches } from '../desk/branches/index.ts';
import { createPartInCalls, type PartInCalls } from '../desk/help/index.ts';
import {
  createMixUps,
  createPeople,
  type KnownPerson,
  linkByEmail,
  type MixUp,
  type People,
  type StaffMember,
  saveIdentity,
  staffCollection,
} from '../desk/people/index.ts';
import { branchOfCaller, createRoster, type Roster } from '../desk/roster/index.ts';
import { toDeskError } from '../errors.ts';
import type { Health } from '../http/server.ts';
import type { DeskPort, HttpRoute, Messenger, Platform } from '../platforms/platform.ts';
import { createHome, createHomeCommand } from '../router/home.ts';
import { createRouter } from '../router/router.ts';
import { routerTexts } from '../router/texts.en.ts';
import { isChangeOf, type Store, type Transaction } from '../store/store.ts';
import { hourMs } from '../time.ts';
import { createAddressBook } from './address-book.ts';
import { forgetOld } from './forget-old.ts';
import { createInHand } from './in-hand.ts';
import { createLinking } from './linking.ts';
import type { Log } from './log.ts';
import { createPlatformMemory } from './platform-memory.ts';
import { platformTexts } from './platforms.ts';
import { privacyTexts } from './privacy.texts.en.ts';
import { createPrivacyPage } from './privacy-page.ts';
import { createSubjects } from './subjects.ts';

/** The read models that platforms are shown a part of. */
export interface DeskReads {
  readonly people: People;
  readonly branches: Branches;
  readonly roster: Roster;
  readonly partInCalls: PartInCalls;
}

export interface DeskOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  /** Makes the platforms once there is something to show on them. */
  readonly platforms: (reads: DeskReads) => Promise<readonly Platform[]>;
  /** What is used for people whom no platform reaches, the first one first. */
  readonly messengers: readonly Messenger[];
  /** The names of the administrator's files that are not taken over now. */
  readonly refusedFiles: () => readonly string[];
}

/** Subjects, router, delivery and platforms, wired to each other. */
export interface Desk {
  readonly platforms: readonly Platform[];
  /** What is served at the one address. */
  readonly routes: readonly HttpRoute[];
  health(): readonly Health[];
  /** Lets requests in and owed messages out. */
  start(): Promise<void>;
  /** From now on whoever wants something is told that the desk is stopping, and nothing is done. */
  takeNoMore(): void;
  /** Lets what is under way end and go out. Whoever comes meanwhile, and after it, is still told that the desk is stopping. */
  finish(): Promise<void>;
  /** Lets go of the platforms, once it has finished. */
  stop(): Promise<void>;
}

/** People of a directory that are saved in one transaction. */
const peoplePerCommit = 50;

export async function createDesk(options: DeskOptions): Promise<Desk> {
  const { store, clock, log } = options;
  const routes = createRouteWatch(options.messengers);
  const { messengers } = routes;
  let platforms: readonly Platform[] = [];
  const platformOf = (name: PlatformName) => platforms.find((platform) => platform.name === name);

  const branches = await createBranches(store, {
    channelOf: (name, code, configured) => platformOf(name)?.channelAddress(code, configured)?.id,
  });
  const people = await createPeople(store);
  const roster = await createRoster(store, { people });
  const partInCalls = await createPartInCalls(store, people, clock.now);
  const reads = { people, branches, roster, partInCalls };
  platforms = await options.platforms(reads);

  const book = createAddressBook({ store, people, branches, platforms, messengers, log });
  const subjects = await createSubjects(store, reads, {
    canBeReached: (person) => book.reach({ person }).length + book.laterRoutes(person).length > 0,
    cutOffFrom: (tx, record) => cutOffFrom(tx, record, { ...book, platforms, home: people }),
    reachableAnew: (tx, record, asked) => reachableAnew(tx, record, asked, { ...book, platforms }),
  });
  const words = createWords({
    en: [...subjects.texts, routerTexts, deliveryTexts, watchdogTexts, privacyTexts, ...platformTexts],
  });

  const { sections } = subjects;
  const homeOf = createHome({ sections, commands: subjects.commands });
  const commands = [...subjects.commands, createHomeCommand<Transaction>(homeOf)];

  const delivery = createDelivery({
    store,
    platforms,
    kinds: subjects.kinds,
    home: {
      card: homeOf,
      follows: sections.flatMap((section) => section.follows),
      canonical: people.canonical,
    },
    clock,
    log,
    messengers,
    ...book,
  });

  const watchdog = createWatchdog({
    store,
    clock,
    log,
    kinds: subjects.kinds,
    platforms,
    routes,
    delivery,
    zone: () => branches.organisation().timezone,
    refusedFiles: options.refusedFiles,
  });

  const inHand = createInHand();
  let stopping: Promise<void> | undefined;
  const router = createRouter({
    store,
    clock,
    log,
    commands,
    buttons: subjects.buttons,
    forms: subjects.forms,
    idOf: people.idOf,
    remember: async (tx, request) => void (await saveIdentity(tx, learned(request), clock.now())),
    isNews: ({ actor }) => people.standing(actor) === undefined,
    enqueue: delivery.enqueue,
    isOnItsWay: delivery.isOnItsWay,
    redraw: delivery.redrawPressed,
    openHome({ platform, user }, { person, now }) {
      const card = homeOf(person, now);
      delivery.homeOpened(platform, user, person, card);
      return card;
    },
    sendUnsaved: delivery.sendUnsaved,
    dialText: (look) => branches.dialText(look && branchOfCaller(look, reads)),
    stopping: () => stopping,
  });

  function learned({ actor, contact, locale }: Request) {
    const { platform, tenant, user, standing, name, zone } = actor;
    return { platform, tenant, user, standing, name, zone, locale, contact };
  }

  async function know(known: readonly KnownPerson[]): Promise<void> {
    await store.transact(async (tx: Transaction) => {
      for (const person of known) await linkByEmail(tx, person);
    });
  }

  function portOf(platform: Platform): DeskPort {
    return {
      handle(request) {
        watchdog.heard(platform.name);
        const handling = router.handle(request);
        return stopping === undefined ? inHand.take(handling) : handling;
      },
      words: words.typedAs(typingOn(platform)),
      commands: commands as DeskPort['commands'],
      standingOf: (user) => people.standing({ ...user, platform: platform.name }),
      contactOf(user) {
        const known = { ...user, platform: platform.name };
        const identities = people.identities(people.idOf(known));
        return identities.find((one) => one.tenant === user.tenant && one.user === user.user)?.contact;
      },
      async know(person) {
        try {
          await know([{ ...person, platform: platform.name }]);
        } catch (thrown) {
          log.warn(
            { reason: toDeskError(thrown).message },
            'what a platform knows of a person could not be saved',
          );
        }
      },
      drawn: delivery.drawn,
      homeTaken: (user, card, isTaken) => delivery.homeTaken(platform.name, user, card, isTaken),
      memory: createPlatformMemory(store, platform, log),
      dialText: (place) => branches.dialText(place === undefined ? undefined : branches.ofPlace(place)),
      onChange: (listener) => store.changes(() => listener()),
      history: (address, limit) => delivery.history(platform.name, address, limit),
    };
  }

  async function readDirectory(platform: Platform, goesOn: () => boolean): Promise<void> {
    if (platform.directory === undefined) return;
    // A platform that lists nobody but the members of its channels has to know these.
    for (const { id, channels } of branches.all()) {
      platform.channelAddress(id, platform.name === 'browser' ? undefined : channels[platform.name]);
    }
    const mixUps = createMixUps(people.all(), platform.name);
    let batch: KnownPerson[] = [];
    for await (const person of platform.directory.people()) {
      if (!goesOn()) return;
      warnOfMixUp(platform, mixUps.of(person));
      batch.push({ ...person, platform: platform.name });
      if (batch.length < peoplePerCommit) continue;
      await know(batch);
      batch = [];
    }
    if (goesOn()) await know(batch);
  }

  function warnOfMixUp({ name }: Platform, mixUp: MixUp<StaffMember> | undefined): void {
    if (mixUp === undefined) return;
    const { listed, owner } = mixUp;
    log.warn(
      { platform: name, listed: listed.id, owner: owner.id },
      `staff.json gives ${listed.id} the account of ${owner.id}, going by its e-mail address; deskbell check says what to correct`,
    );
  }

  const linking = createLinking({ platforms, clock, log, read: readDirectory });

  function takeNoMore(): void {
    stopping ??= inHand.ended();
  }

  async function finish(): Promise<void> {
    takeNoMore();
    cancelHourly();
    linking.stop();
    stopFollowing();
    // Before delivery hears of no more changes: what they save has to go out.
    await stopping;
    await watchdog.stop();
    await delivery.stop();
  }

  let cancelHourly = () => {};
  let stopFollowing = () => {};
  async function hourly(): Promise<void> {
    cancelHourly = clock.after(hourMs, () => void hourly());
    linking.look();
    await forgetOld({ store, clock, delivery, log });
  }

  return {
    platforms,
    routes: [
      ...platforms.flatMap((platform) => platform.routes),
      createPrivacyPage(words, () => branches.organisation().name),
    ],
    health: watchdog.health,
    async start() {
      // Whoever reads it may type it anywhere; Teams takes what begins with the root command as well.
      const typing = platforms.some((platform) => typingOn(platform) === 'slash') ? 'slash' : 'words';
      for (const messenger of messengers) messenger.start(words.typedAs(typing));
      await Promise.all(platforms.map((platform) => platform.start(portOf(platform))));
      await delivery.start();
      await watchdog.start();
      stopFollowing = store.changes((commit) => {
        // A new or corrected e-mail address in staff.json.
        if (commit.changes.some((change) => isChangeOf(change, staffCollection))) linking.look();
      });
      void hourly();
    },
    takeNoMore,
    finish,
    async stop() {
      await finish();
      for (const platform of platforms) await platform.stop();
      for (const messenger of messengers) await messenger.stop();
    },
  };
}

/** How commands are typed on a platform, for what people are told to type. */
function typingOn({ capabilities }: Platform): Typing {
  return typeof capabilities.doors.slashCommand === 'string' ? 'slash' : 'words';
}
