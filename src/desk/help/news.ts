import type { Card, CardPart } from '../../chat/card.ts';
import type { Outcome, PersonId, Post, RecordRef, Ring } from '../../chat/outcome.ts';
import type { Text } from '../../chat/text.ts';
import type { People } from '../people/index.ts';
import { coming, isEnough, needed } from './coming.ts';
import type { Describe } from './describe.ts';
import { drillOutcome } from './drill-card.ts';
import { type Changed, cardHolders, type News } from './rules.ts';
import { type HelpRequest, isCheckIn } from './schema.ts';
import { say } from './texts.en.ts';

/**
 * Turns what happened into the cards and messages it causes. What rings follows one rule: to the caller the first
 * "coming", every step that moved on and "nobody has confirmed"; to those asked each new ask and "no longer needed".
 * Everything else is a redraw, which rings nobody.
 */
export function createNews(describe: Describe, people: People) {
  function ref(call: HelpRequest): RecordRef {
    return { kind: 'help', id: call.id };
  }

  function isUrgent({ urgency }: HelpRequest): boolean {
    return urgency !== 'assist';
  }

  function ring(call: HelpRequest, to: PersonId, text: Text, options: Partial<Ring> = {}): Ring {
    const card: Card = { summary: text, parts: [{ type: 'text', text }] };
    return { card, to: { person: to }, record: ref(call), urgent: isUrgent(call), ...options };
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

  function tell(
    call: HelpRequest,
    news: News,
    before: HelpRequest | undefined,
  ): { post?: Post[]; ring?: Ring[] } {
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
      case 'movedOn': {
        const params = { number: call.number, people: describe.names(news.people) };
        const text =
          coming(call).length > 0
            ? say('help.ring.movedOn.some', { ...params, state: describe.state(call) })
            : say(movedOn(news.people, before?.asked ?? []), params);
        return { ring: [ring(call, call.caller, text, { onlyWhileOpen: true })] };
      }
      case 'nobody': {
        if (isCheckIn(call)) return { ring: nobodyLooks(call) };
        const [quiet] = call.responders;
        const dial = describe.dial(call);
        if (coming(call).length > 0) {
          const params = { number: call.number, dial, state: describe.state(call) };
          const text = say('help.ring.nobody.some', params);
          return { ring: [ring(call, call.caller, text, { onlyWhileOpen: true })] };
        }
        const text =
          quiet === undefined
            ? say('help.ring.nobody', { number: call.number, dial })
            : say('help.ring.nobody.responder', {
                number: call.number,
                person: describe.name(quiet.person),
                dial,
              });
        return { ring: [ring(call, call.caller, text, { onlyWhileOpen: true })] };
      }
      case 'coming': {
        // Somebody who pressed in the channel without having been asked has no card of their own yet, and "On scene"
        // and "Done" are on it.
        const holders = [...cardHolders(before ?? call)].map((one) => people.canonical(one));
        const post: Post[] = holders.includes(people.canonical(news.person))
          ? []
          : [{ record: ref(call), view: 'asked', to: { person: news.person } }];
        const [count, needs] = [coming(call).length, needed(call)];
        if (!news.first && (needs === 1 || count > needs)) return { post };
        const params = { person: describe.name(news.person), number: call.number };
        const some = isEnough(call) ? 'help.ring.coming.enough' : 'help.ring.coming.some';
        const text =
          news.first && isEnough(call)
            ? say('help.ring.coming', params)
            : say(some, { ...params, count, needs });
        return { post, ring: [ring(call, call.caller, text, { onlyWhileOpen: true })] };
      }
      case 'gaveUp': {
        const params = { person: describe.name(news.person), number: call.number };
        const text = news.left
          ? say('help.ring.gaveUp', params)
          : say('help.ring.gaveUpOthers', { ...params, state: describe.state(call) });
        return { ring: [ring(call, call.caller, text, { onlyWhileOpen: true })] };
      }
      case 'quiet':
      case 'stillOn':
        return { post: [ask(call, news.person)] };
      case 'reminder': {
        const text = say('help.ring.reminder', {
          ...params,
          state: describe.state(call),
          at: describe.at(call, call.createdAt, 'full'),
          person: describe.name(call.caller),
        });
        const card: Card = { summary: text, parts: [{ type: 'text', text }, closing(call)] };
        return {
          ring: supervisors(call).map((person) =>
            ring(call, person, text, { card, onlyWhileOpen: true, lane: 'housekeeping' }),
          ),
        };
      }
      case 'ended': {
        const text = say(call.drill === undefined ? 'help.ring.over' : 'help.ring.drillOver', {
          ...params,
          state: describe.state(call),
        });
        return { ring: heard(call, news.by).map((person) => ring(call, person, text)) };
      }
      case 'added':
        return {};
    }
  }

  /** Whoever did not answer a check-in may not be able to read: those who can phone or send somebody are told as well. */
  function nobodyLooks(call: HelpRequest): Ring[] {
    const dial = describe.dial(call);
    const params = { number: call.number, place: describe.place(call), dial };
    const text = say('help.checkIn.ring.nobody', params);
    const card: Card = { summary: text, parts: [{ type: 'text', text }, closing(call)] };
    const all = { onlyWhileOpen: true, card };
    return [
      ring(call, call.caller, say('help.checkIn.nobody', { dial }), { onlyWhileOpen: true }),
      ...supervisors(call).map((person) => ring(call, person, text, all)),
      { ...ring(call, call.caller, text, { onlyWhileOpen: true }), to: { administrators: true } },
    ];
  }

  function closing(call: HelpRequest): CardPart {
    const params = { number: call.number, place: describe.place(call) };
    return {
      type: 'buttons',
      buttons: [
        {
          button: 'help.close',
          label: say('help.button.close'),
          describe: say('help.button.close.describe', params),
          record: call.id,
        },
      ],
    };
  }

  /** Who looks after a call that nobody has ended. */
  function supervisors(call: HelpRequest): readonly PersonId[] {
    const ofBranch = call.branch === null ? [] : people.withRole('supervisor', call.branch);
    return ofBranch.length > 0 ? ofBranch : people.withRole('director');
  }

  return {
    /** @param before the call as it was; undefined for a new one. */
    tellAll(changed: Changed, before: HelpRequest | undefined): Pick<Outcome, 'post' | 'ring'> {
      const told = changed.news.map((news) => tell(changed.call, news, before));
      const all = {
        post: told.flatMap((one) => one.post ?? []),
        ring: told.flatMap((one) => one.ring ?? []),
      };
      const isEnd = changed.news.some(({ type }) => type === 'ended');
      return drillOutcome(all, changed.call, isEnd, describe);
    },
  };
}

/** How it is told that these people are asked, after those who were before. */
function movedOn(now: readonly PersonId[], before: HelpRequest['asked']) {
  if (before.length === 0) return 'help.ring.movedOn.first';
  const had = new Set(before.map(({ person }) => person));
  return now.every((person) => had.has(person)) ? 'help.ring.movedOn.again' : 'help.ring.movedOn';
}
