import { text } from '../support/slack/state.ts';
import type { House } from './house.ts';
import { nameOf } from './people.ts';
import { must, noteMark } from './record-rules.ts';
import type { Hands } from './seats.ts';
import type { World } from './world.ts';

/** Something that a person was told was saved. */
interface Saved {
  readonly person: string;
  readonly number: string;
  readonly what: 'coming' | 'cannotCome' | 'onScene' | 'done' | 'cancelled' | 'closed';
}

const promised: readonly (readonly [RegExp, Saved['what']])[] = [
  [/Thank you\. .* can see that you are coming (?:to .*)?\((H-\d+)\)/, 'coming'],
  [/Noted: you are at .*\((H-\d+)\)/, 'onScene'],
  [/Noted: you can’t come to (H-\d+)/, 'cannotCome'],
  [/Call (H-\d+) is done\. Thank you/, 'done'],
  [/Call (H-\d+) is cancelled\. Those/, 'cancelled'],
  [/Call (H-\d+) is closed\. Those/, 'closed'],
];
const asks = /asks for help at .*\((H-\d+)\)/;
const repeat = /may have reached you before|Sent again/;
/** Of one message: the first, and one that says that it is a repeat. */
const mostPosts = 2;
const marked = /"marker":"([^"]+)"/;
/** A message that was drawn before the end of its call may arrive so much later, in real milliseconds. */
const underWayMs = 700;
/** An e-mail, which takes a connection of its own. */
const longUnderWayMs = 3000;
/** What is sent from memory while nothing can be recorded says one of these; it is in no outbox. */
const unsaved = /could not be recorded|cannot record anything at the moment/;

/** A message that a platform was asked to post. */
interface Post {
  readonly where: string;
  readonly said: string;
  /** What a notification shows. */
  readonly summary: string;
  readonly wasTaken: boolean;
  /** It is an outbox row's, and no reply to a press. */
  readonly isOwed: boolean;
  /** Real milliseconds. */
  readonly atMs: number;
}

/** Watches what the platforms receive and what people are told. */
export interface Watch {
  /** Holds everything new since the last look against the records. */
  look(world: World): void;
}

export function createWatch(house: House, hands: Hands, everybody: readonly string[]): Watch {
  const { slack, teams, mail } = house.street;
  const seen = { slack: 0, teams: 0, mail: mail.mails.length, log: 0 };
  const told = new Map<string, number>();
  /** Messages that came in and were taken. */
  const taken = { first: 0, repeats: 0 };
  /** The same by the opaque id that Slack is given with each. */
  const byMarker = new Map<string, number>();

  /** Calls by when they were seen to be over, in real milliseconds. */
  const overSince = new Map<string, number>();

  function checkPost(world: World, { where, said, summary, wasTaken, isOwed, atMs }: Post): void {
    const number = asks.exec(summary)?.[1];
    const call = [...world.calls.values()].find((one) => one.number === number);
    const wasOver = call !== undefined && (overSince.get(call.id) ?? atMs) + underWayMs < atMs;
    must(!wasOver, 'nothing asks for a call that is over', { where, summary, call });
    if (!wasTaken || !isOwed || unsaved.test(said)) return;
    const isRepeat = repeat.test(said);
    if (isRepeat) taken.repeats += 1;
    else taken.first += 1;
    const marker = marked.exec(said)?.[1];
    if (marker !== undefined) countOf(marker, isRepeat, { where, summary });
  }

  function countOf(marker: string, isRepeat: boolean, about: object): void {
    const before = byMarker.get(marker) ?? 0;
    must(
      before === 0 || (isRepeat && before < mostPosts),
      'a message is posted once, and once more as a repeat',
      { ...about, marker, before },
    );
    byMarker.set(marker, before + 1);
  }

  function lookAtMail(world: World): void {
    for (const { headers, subject, text: body, to } of mail.mails.slice(seen.mail)) {
      must(!`${subject} ${body}`.includes(noteMark), 'an e-mail never holds a note', { subject, body });
      const marker = headers.get('message-id') ?? '';
      if (!unsaved.test(body)) countOf(marker, repeat.test(body), { to, subject });
      const number = asks.exec(subject)?.[1];
      const call = [...world.calls.values()].find((one) => one.number === number);
      must(call?.ended === undefined || !isLongOver(call.id), 'no e-mail asks for a call that is over', {
        to,
        subject,
        call,
      });
    }
    seen.mail = mail.mails.length;
  }

  /** As it was seen at the look before: what was under way then may arrive now. */
  function isLongOver(id: string): boolean {
    const since = overSince.get(id);
    return since !== undefined && since + longUnderWayMs < performance.now();
  }

  function lookAtPlatforms(world: World): void {
    for (const { method, args, outcome, atMs } of slack.state.calls.slice(seen.slack)) {
      if (method !== 'chat.postMessage' && method !== 'chat.update') continue;
      const said = JSON.stringify(args);
      const summary = text(args.text);
      const channel = text(args.channel);
      checkNotes(channel.startsWith('C'), said, summary);
      if (method === 'chat.update') continue;
      const where = channel.startsWith('U') ? slack.directOf(channel) : channel;
      checkPost(world, {
        where,
        said,
        summary,
        wasTaken: wasTaken(outcome),
        isOwed: marked.test(said),
        atMs,
      });
    }
    seen.slack = slack.state.calls.length;
    for (const { method, body, path, outcome, atMs } of teams.state.calls.slice(seen.teams)) {
      const said = JSON.stringify(body);
      const summary = text(body.summary);
      const where = decodeURIComponent(/conversations\/([^/]+)/.exec(path)?.[1] ?? '');
      checkNotes(where.startsWith('19:'), said, summary);
      if (method === 'updateActivity' || !said.includes('"alert":true')) continue;
      checkPost(world, { where, said, summary, wasTaken: wasTaken(outcome), isOwed: true, atMs });
    }
    seen.teams = teams.state.calls.length;
  }

  function lookAtPromises(world: World): void {
    for (const id of everybody) {
      const lines = hands.told(id);
      for (const line of lines.slice(told.get(id) ?? 0)) lookAtLine(world, id, line);
      told.set(id, lines.length);
    }
  }

  function lookAtLine(world: World, id: string, line: string): void {
    const calls = [...world.calls.values()];
    for (const number of line.match(/H-\d{4}/g) ?? []) {
      must(
        calls.some((call) => call.number === number),
        'nothing that somebody was told of is lost',
        { id, line },
      );
    }
    for (const [pattern, what] of promised) {
      const number = pattern.exec(line)?.[1];
      const call = calls.find((one) => one.number === number);
      if (call === undefined) continue;
      const person = `staff:${id}`;
      kept.push({ person, number: call.number, what });
      if (what === 'coming')
        must(
          world.leaders.get(call.id)?.has(person) ?? false,
          `only a leader is told so, and ${nameOf(person)} never led`,
          call,
        );
    }
  }

  const kept: Saved[] = [];

  function lookAtKept(world: World): void {
    for (const promise of kept) {
      const call = [...world.calls.values()].find(({ number }) => number === promise.number);
      const event = call?.timeline.find(({ what, by }) => what === promise.what && by === promise.person);
      must(event !== undefined, 'what was acknowledged is in the record', { promise, call });
    }
  }

  return {
    look(world) {
      lookAtPlatforms(world);
      lookAtMail(world);
      lookAtPromises(world);
      lookAtKept(world);
      checkCounts(world, taken);
      for (const line of house.logged.slice(seen.log))
        must(!line.includes(noteMark), 'the log never holds a note', line);
      seen.log = house.logged.length;
      for (const { id, ended } of world.calls.values())
        if (ended !== undefined && !overSince.has(id)) overSince.set(id, performance.now());
    },
  };
}

/** Whether a platform did what it was asked to, also when it failed to say so. */
function wasTaken(outcome: string): boolean {
  return outcome === 'ok' || outcome.startsWith('20') || outcome.includes('"afterwards":true');
}

function checkNotes(isChannel: boolean, said: string, summary: string): void {
  must(!isChannel || !said.includes(noteMark), 'a channel never shows a note', said);
  must(!summary.includes(noteMark), 'a notification never holds a note', summary);
}

/** One target is one message, and at most one repeat that says so. */
function checkCounts(world: World, taken: { readonly first: number; readonly repeats: number }): void {
  must(taken.first <= world.attempted.size, 'no message is posted twice without saying so', {
    attempted: world.attempted.size,
    taken,
  });
  must(taken.repeats <= world.doubts.size, 'only a message whose fate was unknown is repeated, and once', {
    doubts: [...world.doubts],
    taken,
  });
}
