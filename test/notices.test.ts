import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  declaredDoors,
  declaredNotices,
  messengerWay,
  noticeTable,
  platformWay,
} from '../scripts/parity-tables.ts';
import { sentenceCard } from '../src/chat/card.ts';
import type { Notice, Recipient } from '../src/chat/notice.ts';
import type { Audience, Outcome } from '../src/chat/outcome.ts';
import type { RouteName } from '../src/chat/request.ts';
import { createClock } from '../src/clock.ts';
import { readConfig } from '../src/config.ts';
import { enqueue } from '../src/delivery/enqueue.ts';
import { watchdogTexts } from '../src/delivery/index.ts';
import { isAsking } from '../src/delivery/routes.ts';
import { outboxCollection } from '../src/delivery/schema.ts';
import { createPartInCalls } from '../src/desk/help/index.ts';
import { saveIdentity } from '../src/desk/people/index.ts';
import type { Way } from '../src/platforms/platform.ts';
import { createAddressBook } from '../src/wiring/address-book.ts';
import { createLog } from '../src/wiring/log.ts';
import { loadMessengers, loadPlatforms } from '../src/wiring/platforms.ts';
import { createSubjects, type Subjects } from '../src/wiring/subjects.ts';
import { openLastingLibrary } from './desk/open-library.ts';
import { everyPlatform } from './support/desk/every-platform.ts';
import { staff, sundayEvening } from './support/desk/library.ts';
import { nobodyMoved } from './support/desk/nobody-moved.ts';
import { noticeOf } from './support/desk/undeclared.ts';

const root = resolve(import.meta.dirname, '..');
const everyRoute = { ...everyPlatform, SMTP_URL: 'smtp://127.0.0.1:1', SMTP_FROM: 'desk@example.org' };
const webhook = { NOTIFY_WEBHOOK_URL: 'https://sms.example.org/send', NOTIFY_WEBHOOK_SECRET: 'x'.repeat(32) };

/** Somebody who is on every platform and has every address. */
const everywhere = { ...staff[5], phone: '+14165550123', teams: '2f6a1c04-93de-4b7b-8a55-61d0c7e3f9ab' };
const channels = { slack: 'C0HEADS', teams: '19:heads@thread.tacv2' };
const to: Readonly<Record<Recipient, Audience>> = {
  person: { person: 'staff:lee' },
  channel: { channelOf: 'CEN' },
  administrators: { administrators: true },
};

let library: Awaited<ReturnType<typeof openLastingLibrary>>;
let subjects: Subjects;
/** Where an outcome goes, by its rows in the outbox. */
let routesOf: (outcome: Outcome) => Promise<readonly RouteName[]>;

beforeAll(async () => {
  library = await openLastingLibrary(async (directory) => {
    const organisation = JSON.parse(await readFile(join(directory, 'organisation.json'), 'utf8')) as object;
    const write = (name: string, content: object) =>
      writeFile(join(directory, name), JSON.stringify(content));
    await write('organisation.json', { ...organisation, adminChannels: channels });
    await write('staff.json', [...staff.filter(({ id }) => id !== everywhere.id), everywhere]);
  });
  const { directory, store } = library;
  const { people, branches } = library.reads;
  const [clock, log] = [createClock(), createLog('silent')];
  const config = readConfig({
    ...everyRoute,
    ...webhook,
    DESKBELL_DATA: directory,
    DESKBELL_DB: join(directory, 'db'),
  });
  const reads = {
    ...library.reads,
    partInCalls: await createPartInCalls(store, people, clock.now),
  };
  subjects = await createSubjects(store, reads, nobodyMoved);
  const platforms = await loadPlatforms({ config, clock, log, key: undefined, reads });
  const messengers = await loadMessengers({ config, clock, log });
  const book = createAddressBook({ store, people, branches, platforms, messengers, log });
  const kinds = new Map(subjects.kinds.map((kind) => [kind.kind, kind]));
  const learned = { tenant: 'T1', standing: 'member', name: undefined, zone: undefined } as const;
  await store.transact(async (tx) => {
    const of = { ...learned, locale: 'en', contact: undefined };
    await saveIdentity(tx, { ...of, platform: 'slack', user: 'U0LEE' }, sundayEvening);
    await saveIdentity(tx, { ...of, platform: 'browser', tenant: 'local', user: 'lee' }, sundayEvening);
  });
  routesOf = async (outcome) => {
    await store.transact((tx) => enqueue(tx, outcome, { ...book, clock, kinds }));
    const rows = await store.all(outboxCollection);
    await store.transact(async (tx) => {
      for (const { id } of rows) await tx.delete(outboxCollection, id);
    });
    return rows.flatMap(({ targets }) => targets.map(({ platform }) => platform));
  };
});
afterAll(() => library.remove());

/** What stands for a message of this kind: only who gets it and whether it is of a record decide where it goes. */
function outcomeOf(notice: Notice): Outcome {
  const record = { kind: notice.card?.kind ?? 'help', id: 'r-1' };
  if (notice.card !== undefined) return { post: [{ record, view: notice.card.view, to: to[notice.to] }] };
  const card = sentenceCard({ key: notice.says?.[0] ?? '' });
  const isOfRecord = notice.onPlatformsOnly === undefined;
  return { ring: [{ card, to: to[notice.to], ...(isOfRecord ? { record } : {}) }] };
}

describe('every message that goes to somebody without their asking', () => {
  it.each(declaredNotices.map((notice) => [`${notice.what} (to: ${notice.to})`, notice] as const))(
    'goes out as it is declared, and has a reason where it does not. %s',
    async (_title, notice) => {
      const [slack, teams, page] = declaredDoors.map(({ doors }) => platformWay(notice, doors));
      const later = messengerWay(notice);
      const ways: readonly (readonly [RouteName, Way | undefined])[] = [
        ['slack', slack],
        ['teams', teams],
        ['browser', page],
        ['email', later],
        ['webhook', later],
      ];
      const declared = ways.flatMap(([route, way]) => (typeof way === 'string' ? [route] : []));
      expect((await routesOf(outcomeOf(notice))).toSorted()).toEqual(declared.toSorted());
      for (const [, way] of ways) if (typeof way === 'object') expect(way.none).toMatch(/^[A-Z`].{15,}\.$/);
    },
  );

  it('is declared under each sentence that it can begin with', () => {
    const keys = [...subjects.texts, watchdogTexts].flatMap((texts) => Object.keys(texts));
    const ringing = keys.filter((key) => /\.ring\.|^watchdog\.\w+\.(?:found|over)$/.test(key));
    expect(ringing.length).toBeGreaterThan(50);
    const declared = new Set(declaredNotices.flatMap(({ says = [] }) => says));
    expect(ringing.filter((key) => !declared.has(key))).toEqual([]);
  });

  it('goes on to e-mail when nobody answers only where its record waits for an answer of that person', () => {
    const waiting = new Set(subjects.kinds.filter((kind) => kind.awaitsAnswer).map(({ kind }) => kind));
    const asks = declaredNotices.filter(
      ({ to, card }) => to === 'person' && card && isAsking(card.view) && waiting.has(card.kind),
    );
    const declared = declaredNotices.filter(({ awaitsAnswer }) => awaitsAnswer === true);
    expect(declared.length).toBeGreaterThan(0);
    expect(declared.filter((notice) => !asks.includes(notice))).toEqual([]);
    // Whoever reads one of these has answered before; a drill is over by its summary.
    expect(asks.filter((notice) => !declared.includes(notice)).map(({ what }) => what)).toEqual([
      'Call: “are you still coming”, to somebody who said so and went quiet',
      'Call: “is it over”, to whoever is there',
      'Call: a card for whoever comes unasked',
      'Drill: the summary for whoever led it',
    ]);
    const ways = new Set(declared.map(messengerWay));
    expect([...ways]).toEqual(['when no platform delivers, or nobody answers']);
    const others = declaredNotices.filter((notice) => !declared.includes(notice)).map(messengerWay);
    expect(others.filter((way) => typeof way === 'string' && way.includes('answers'))).toEqual([]);
  });

  it('is declared once, in words of its own', () => {
    const whats = declaredNotices.map(({ what }) => what);
    expect(whats).toEqual([...new Set(whats)]);
    const sentences = declaredNotices.flatMap(({ says = [], to }) => says.map((key) => `${key}, ${to}`));
    expect(sentences).toEqual([...new Set(sentences)]);
    for (const { card, says = [] } of declaredNotices)
      expect(card !== undefined || says.length > 0).toBe(true);
  });

  it('is one that the desk can send', async () => {
    const kinds = new Set(subjects.kinds.map(({ kind }) => kind));
    const cards = declaredNotices.flatMap(({ card }) => (card === undefined ? [] : [card.kind]));
    expect(cards.filter((kind) => !kinds.has(kind))).toEqual([]);
    const said = await sentencesSaid();
    const never = declaredNotices.flatMap(({ says = [] }) => says.filter((key) => !said(key)));
    expect(never).toEqual([]);
  });

  it('is missed by the tests when it is sent and not declared', () => {
    const target = { platform: 'slack', person: 'staff:lee', state: 'sent' } as const;
    const record = { kind: 'help', id: 'r-1' };
    const ring = (key: string) => ({ ...target, content: { record, card: sentenceCard({ key }) } });
    expect(noticeOf(ring('help.ring.over'))?.what).toBe('Call: no longer needed');
    expect(noticeOf(ring('help.button.done'))).toBeUndefined();
    expect(noticeOf({ ...ring('help.ring.over'), person: undefined })).toBeUndefined();
    const { content } = ring('help.ring.over');
    expect(noticeOf({ ...target, content: { card: content.card } })).toBeUndefined();
    expect(noticeOf({ ...target, content: { record, view: 'author' } })).toBeUndefined();
  });

  it('stands in the README as it is declared (npx tsx scripts/parity.mjs writes it)', async () => {
    const readme = await readFile(join(root, 'README.md'), 'utf8');
    const written = /<!-- notices -->\n([\s\S]*?)\n<!-- \/notices -->/.exec(readme)?.[1];
    expect(written).toBe(noticeTable());
  });
});

/** Whether a key of a catalogue stands in the program, by itself or as a pattern that is filled in. */
async function sentencesSaid(): Promise<(key: string) => boolean> {
  const files = (await readdir(join(root, 'src'), { recursive: true })).filter(
    (name) => name.endsWith('.ts') && !/(?:texts\.en|notices)\.ts$/.test(name),
  );
  const code = (await Promise.all(files.map((name) => readFile(join(root, 'src', name), 'utf8')))).join('\n');
  const patterns = [...code.matchAll(/`([\w.]+(?:\$\{[^}]+\}[\w.]*)+)`/g)].map(
    ([, pattern = '']) => new RegExp(`^${pattern.replaceAll('.', '\\.').replace(/\$\{[^}]+\}/g, '\\w+')}$`),
  );
  return (key) => code.includes(`'${key}'`) || patterns.some((pattern) => pattern.test(key));
}
