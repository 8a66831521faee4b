import type { Standing } from '../../chat/request.ts';
import type { Clock } from '../../clock.ts';
import { hourMs } from '../../time.ts';
import type { DeskPort } from '../platform.ts';
import { keepNewest } from '../shared/keep-newest.ts';
import type { Log } from '../shared/log.ts';
import { within } from '../shared/within.ts';
import type { TeamsActivity } from './activity.ts';
import { betterAddress } from './address.ts';
import type { Connector } from './connector.ts';
import { memberToPerson, type TeamsPerson, userOf } from './member-to-person.ts';
import { toSendError } from './send-error.ts';
import { tryAgain } from './try-again.ts';

/** For asking Teams and for saving what it says, together: whoever calls for help is not kept waiting for either. */
const lookUpWithinMs = 2000;
/** How long Teams is asked again for somebody; whoever waits for it may have gone on by then. */
const patientlyMs = 120_000;
/** The desk keeps nobody of another tenant; Teams is asked again after that time. */
const strangerForMs = hourMs;
const rememberedStrangers = 2000;
const rememberedPeople = 20_000;

/** Asks Teams who somebody is. */
export interface LookUp {
  /** The standing of somebody of another tenant who was looked up lately. */
  strangerOf(user: string): Standing | undefined;
  /**
   * Waits until what Teams says is saved: before, the desk would not take a member of staff for one. What Teams said
   * last since the start, also where that could not be saved, when it does not say it in time; else undefined. Never
   * rejects.
   *
   * @param how `patiently`: nobody waits for it.
   */
  ask(activity: TeamsActivity, how?: 'patiently'): Promise<Standing | undefined>;
  /** Takes in what Teams says about somebody. Resolves when the desk has it; never rejects. */
  learn(member: unknown, serviceUrl: string): Promise<void>;
}

interface Learned {
  /** Undefined when this is no member. */
  readonly person: TeamsPerson | undefined;
  readonly saved: Promise<void>;
}

export function createLookUp(options: {
  readonly desk: Pick<DeskPort, 'contactOf' | 'know'>;
  readonly connector: Connector;
  /** Ours; undefined when local. */
  readonly tenantId: string | undefined;
  readonly clock: Clock;
  readonly log: Log;
}): LookUp {
  const { desk, connector, tenantId, clock, log } = options;
  const strangers = new Map<string, { readonly standing: Standing; readonly untilMs: number }>();
  const told = new Map<string, Standing>();
  const asking = new Map<string, Promise<Learned>>();

  function learn(raw: unknown, serviceUrl: string): Learned {
    const person = memberToPerson(raw, tenantId);
    if (person === undefined) return { person, saved: Promise.resolve() };
    keepNewest(told, person.user, person.standing, rememberedPeople);
    if (tenantId !== undefined && person.tenant !== tenantId) noteStranger(person);
    const { member, ...known } = person;
    const contact = betterAddress(desk.contactOf?.(person), { member, serviceUrl });
    return { person, saved: desk.know({ ...known, contact }) };
  }

  function noteStranger({ user, standing }: TeamsPerson): void {
    const untilMs = clock.elapsedMs() + strangerForMs;
    keepNewest(strangers, user, { standing, untilMs }, rememberedStrangers);
  }

  /** As a member of the conversation; where we are no part of it, as one of our own with the person. */
  async function memberOf({ serviceUrl, conversation, from }: TeamsActivity): Promise<unknown> {
    try {
      return await connector.member(serviceUrl, conversation.id, from.id);
    } catch (thrown) {
      if (toSendError(thrown).failure !== 'never') throw thrown;
      const own = await connector.openPersonal(serviceUrl, from.id);
      return connector.member(serviceUrl, own, from.id);
    }
  }

  /** Several requests at once ask once. */
  function askOnce(activity: TeamsActivity): Promise<Learned> {
    const user = userOf(activity.from.aadObjectId, activity.from.id);
    const before = asking.get(user);
    if (before !== undefined) return before;
    const asked = tryAgain(() => memberOf(activity), { clock, forMs: patientlyMs, repeats: 'always' })
      .then((raw) => learn(raw, activity.serviceUrl))
      .finally(() => asking.delete(user));
    asking.set(user, asked);
    return asked;
  }

  return {
    strangerOf(user) {
      const found = strangers.get(user);
      return found !== undefined && clock.elapsedMs() < found.untilMs ? found.standing : undefined;
    },
    async ask(activity, how) {
      const before = () => told.get(userOf(activity.from.aadObjectId, activity.from.id));
      const forMs = how === undefined ? lookUpWithinMs : patientlyMs;
      const untilMs = clock.elapsedMs() + forMs;
      try {
        const answer = await within(askOnce(activity), forMs, clock);
        if (!answer.done) {
          log.warn({ reason: 'timeout' }, 'Teams could not say who somebody is.');
          return before();
        }
        const { person, saved } = answer.value;
        await within(saved, untilMs - clock.elapsedMs(), clock);
        return person?.standing;
      } catch (thrown) {
        log.warn({ reason: toSendError(thrown).reason }, 'Teams could not say who somebody is.');
        return before();
      }
    },
    learn: (member, serviceUrl) => learn(member, serviceUrl).saved,
  };
}
