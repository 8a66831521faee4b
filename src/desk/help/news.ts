import { type Card, type CardPart, sentenceCard } from '../../chat/card.ts';
import type { Outcome, PersonId, Post, RecordRef, Ring } from '../../chat/outcome.ts';
import type { Text } from '../../chat/text.ts';
import type { WhoToAsk } from '../asking/index.ts';
import { callButton } from './call-button.ts';
import type { Describe } from './describe.ts';
import { drillOutcome } from './drill-card.ts';
import { whoLooksAfter } from './looks-after.ts';
import { type Changed, cardHolders, type News } from './rules.ts';
import { type HelpRequest, isCheckIn, since } from './schema.ts';
import { say } from './texts.en.ts';
import { comingText, endedText, gaveUpAndText, gaveUpText, movedOnText, nobodyText } from './told-caller.ts';

/** The cards and messages of one piece of news. */
interface Told {
  readonly post?: Post[];
  readonly ring?: Ring[];
}

/**
 * Turns what happened into the cards and messages it causes. What rings follows one rule. To the caller: each "coming"
 * until as many come as are needed, somebody's "can't come after all", every step that moved on, "nobody has confirmed"
 * and the end that somebody else made. To those asked: each new ask, the questions whether they are still coming or
 * whether it is over, and "no longer needed". To those who look after the call: that it is still open. Everything else is
 * a redraw, which rings nobody.
 */
export function createNews(describe: Describe, who: Pick<WhoToAsk, 'people' | 'branches'>) {
  const { people } = who;

  function ref(call: HelpRequest): RecordRef {
    return { kind: 'help', id: call.id };
  }

  function isUrgent({ urgency }: HelpRequest): boolean {
    return urgency !== 'assist';
  }

  function ring(call: HelpRequest, to: PersonId, text: Text, options: Partial<Ring> = {}): Ring {
    const record = ref(call);
    return { card: sentenceCard(text), to: { person: to }, record, urgent: isUrgent(call), ...options };
  }

  /** The card of somebody who is asked, also when they have one: an edit of that one rings nobody. */
  function ask(call: HelpRequest, person: PersonId): Post {
    const urgent = isUrgent(call);
    return { record: ref(call), view: 'asked', to: { person }, onlyWhileOpen: true, urgent };
  }

  /** Everybody who has heard of the call and may be on the way, but for `except`. */
  function heard(call: HelpRequest, except: PersonId): readonly PersonId[] {
    const out = new Set(
      [...call.declined.map((one) => one.person), except].map((one) => people.canonical(one)),
    );
    const heardOf = [...call.asked, ...call.responders].map((one) => people.canonical(one.person));
    return [...new Set(heardOf)].filter((person) => !out.has(person));
  }

  function toCaller(call: HelpRequest, text: Text): { ring: Ring[] } {
    return { ring: [ring(call, call.caller, text, { onlyWhileOpen: true })] };
  }

  /** Not to whoever ended it themselves; and whoever leads a drill gets its summary. */
  function endedForCaller(call: HelpRequest, by: PersonId): Ring[] {
    const isOwn = people.canonical(call.caller) === people.canonical(by);
    return isOwn || call.drill !== undefined ? [] : [ring(call, call.caller, endedText(call, by, describe))];
  }

  function tell(call: HelpRequest, news: News, before: HelpRequest | undefined): Told {
    const params = { number: call.number, place: describe.place(call) };
    switch (news.type) {
      case 'called': {
        const post: Post[] = [];
        if (before === undefined)
          post.push({ record: ref(call), view: 'caller', to: { person: call.caller } });
        if (call.branch !== null)
          post.push({ record: ref(call), view: 'channel', to: { channelOf: call.branch } });
        return { post };
      }
      case 'asked':
        return { post: [...news.people, ...news.again].map((person) => ask(call, person)) };
      case 'movedOn':
        return toCaller(call, movedOnText(call, news.people, before?.asked ?? [], describe));
      case 'nobody':
        return isCheckIn(call) ? { ring: nobodyLooks(call) } : toCaller(call, nobodyText(call, describe));
      case 'coming': {
        // Somebody who pressed in the channel without having been asked has no card of their own yet, and "On scene"
        // and "Done" are on it.
        const holders = [...cardHolders(before ?? call)].map((one) => people.canonical(one));
        const post: Post[] = holders.includes(people.canonical(news.person))
          ? []
          : [{ record: ref(call), view: 'asked', to: { person: news.person } }];
        const text = comingText(call, news, describe);
        return text === undefined ? { post } : { post, ...toCaller(call, text) };
      }
      case 'gaveUp':
        return toCaller(call, gaveUpText(call, news, describe));
      case 'quiet':
      case 'stillOn':
        return { post: [ask(call, news.person)] };
      case 'reminder': {
        const state = describe.state(call);
        const missed = describe.missed(call);
        const text =
          missed === undefined
            ? say('help.ring.reminder', {
                ...params,
                state,
                at: describe.at(call, since(call), 'full'),
                person: describe.name(call.caller),
              })
            : say('help.ring.reminder.checkIn', { ...params, state, missed });
        const card: Card = { summary: text, parts: [{ type: 'text', text }, toClose(call)] };
        return {
          ring: whoLooksAfter(call, who).map((person) =>
            ring(call, person, text, { card, onlyWhileOpen: true, lane: 'housekeeping' }),
          ),
        };
      }
      case 'ended': {
        const text = say(call.drill === undefined ? 'help.ring.over' : 'help.ring.drillOver', {
          ...params,
          state: describe.state(call),
        });
        const rung = heard(call, news.by).map((person) => ring(call, person, text));
        return { ring: [...endedForCaller(call, news.by), ...rung] };
      }
      case 'added':
        return {};
    }
  }

  function tellEach({ call, news }: Changed, before: HelpRequest | undefined): Told[] {
    const gaveUp = news.find((one) => one.type === 'gaveUp');
    const follows = news.find(followsFor(call));
    if (gaveUp === undefined || follows === undefined) return news.map((one) => tell(call, one, before));
    const text = gaveUpAndText(call, gaveUp, follows, before?.asked ?? [], describe);
    const rest = news.filter((one) => one !== gaveUp && one !== follows);
    return [...rest.map((one) => tell(call, one, before)), toCaller(call, text)];
  }

  /**
   * Whoever did not answer a check-in may not be able to read: those who can phone or send somebody are told as well.
   * Going there stands first for them: "Close with a reason" would end the only call that looks for that person.
   */
  function nobodyLooks(call: HelpRequest): Ring[] {
    const params = { number: call.number, place: describe.place(call), dial: describe.dial(call) };
    const state = describe.state(call);
    const isElse = call.responders.length > 0;
    const text = isElse
      ? say('help.checkIn.ring.nobody.else', { ...params, state })
      : say('help.checkIn.ring.nobody', params);
    const card: Card = { summary: text, parts: [{ type: 'text', text }, toGoOrClose(call)] };
    const all = { onlyWhileOpen: true, card };
    const toThem = isElse
      ? say('help.checkIn.nobody.else', { ...params, state })
      : say('help.checkIn.nobody', params);
    return [
      ring(call, call.caller, toThem, { onlyWhileOpen: true }),
      ...whoLooksAfter(call, who).map((person) => ring(call, person, text, all)),
      { ...ring(call, call.caller, text, { onlyWhileOpen: true }), to: { administrators: true } },
    ];
  }

  function toClose(call: HelpRequest): CardPart & { readonly type: 'buttons' } {
    return {
      type: 'buttons',
      buttons: [callButton(call, describe, 'help.close', 'help.button.close')],
    };
  }

  function toGoOrClose(call: HelpRequest): CardPart {
    const go = callButton(call, describe, 'help.claim', 'help.button.claim', 'primary');
    return { type: 'buttons', buttons: [go, ...toClose(call).buttons] };
  }

  return {
    /** @param before the call as it was; undefined for a new one. */
    tellAll(changed: Changed, before: HelpRequest | undefined): Pick<Outcome, 'post' | 'ring'> {
      const told = tellEach(changed, before);
      const all = {
        post: told.flatMap((one) => one.post ?? []),
        ring: told.flatMap((one) => one.ring ?? []),
      };
      const isEnd = changed.news.some(({ type }) => type === 'ended');
      return drillOutcome(all, changed.call, isEnd, describe);
    },
  };
}

/**
 * What is told together with somebody's giving up: that others are asked, or that nobody is left to name. Of a check-in
 * that nobody looks after, others are told as well.
 */
function followsFor(call: HelpRequest) {
  const isNobody = call.responders.length === 0 && !isCheckIn(call);
  return (one: News): one is Extract<News, { type: 'movedOn' | 'nobody' }> =>
    one.type === 'movedOn' || (one.type === 'nobody' && isNobody);
}
