import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { type Card, sentenceCard } from '../../src/chat/card.ts';
import type { Form, Look, Work } from '../../src/chat/command.ts';
import type { FormValues } from '../../src/chat/form.ts';
import type { Standing, What } from '../../src/chat/request.ts';
import { own } from '../../src/chat/text.ts';
import { DeskError } from '../../src/errors.ts';
import { keyCollection } from '../../src/router/keys.ts';
import { createRouter, type Router } from '../../src/router/router.ts';
import { openJsonStore } from '../../src/store/json/index.ts';
import type { Collection, Store, Transaction } from '../../src/store/store.ts';
import { createDrivenClock, type DrivenClock } from '../support/clock.ts';
import { sundayEvening } from '../support/desk/library.ts';

const schema = z.strictObject({
  id: z.string(),
  revision: z.int(),
  form: z.string().optional(),
  words: z.unknown(),
});
const notes: Collection<z.infer<typeof schema>> = { name: 'notes', schema, indexes: {} };

function writes({ words }: FormValues, _record: string | undefined, { form }: Look): Work<Transaction> {
  return {
    async run(tx) {
      await tx.put(notes, { id: randomUUID(), words, ...(form === undefined ? {} : { form }) });
      return {};
    },
  };
}

/** Writes down what is sent and from which form. */
const noteForm: Form<Transaction> = {
  id: 'note',
  title: own('Note'),
  submit: own('Submit'),
  fields: [
    { id: 'words', type: 'text', label: own('Words'), schema: z.string(), required: true },
    { id: 'later', type: 'text', label: own('Later'), schema: z.string(), page: 2 },
  ],
  actions: [{ id: 'draft', label: own('Save as draft'), plan: writes }],
  plan: writes,
};

let store: Store;
let router: Router;
let clock: DrivenClock;
let stopping: Promise<void> | undefined;
beforeEach(async () => {
  clock = createDrivenClock(sundayEvening);
  stopping = undefined;
  const directory = await mkdtemp(join(tmpdir(), 'deskbell-'));
  store = await openJsonStore({ directory, organisation: undefined, collections: [notes, keyCollection] });
  onTestFinished(async () => {
    await store.close();
    await rm(directory, { recursive: true, force: true });
  });
  router = createRouter({
    store,
    clock,
    commands: [
      {
        id: 'note.write',
        word: 'note',
        direct: false,
        summary: own('Note'),
        label: own('Note'),
        usage: '',
        examples: [],
        plan: (words, look) => ({ do: 'run', ...writes({ words }, undefined, look) }),
      },
      {
        id: 'note.secret',
        word: 'secret',
        direct: false,
        summary: own('Secret'),
        label: own('Secret'),
        usage: '',
        examples: [],
        keepsWords: true,
        plan: (words) => ({
          do: 'run',
          async run(tx) {
            await tx.put(notes, { id: randomUUID(), words: 'kept' });
            return { reply: card(words), repeated: card('Kept') };
          },
        }),
      },
      {
        id: 'note.read',
        word: 'read',
        direct: false,
        summary: own('Read'),
        label: own('Read'),
        usage: '',
        examples: [],
        plan: (words) => ({ do: 'run', run: async () => ({ reply: card(words), restricted: true }) }),
      },
    ],
    buttons: [],
    forms: [noteForm, { ...noteForm, id: 'urgent', repeatsForMs: 5 * 60_000 }],
    idOf: ({ user }) => user,
    remember: async () => {},
    isNews: () => false,
    enqueue: async () => {},
    isOnItsWay: async () => false,
    redraw: async () => undefined,
    openHome: () => ({ summary: own('Home'), parts: [] }),
    sendUnsaved: () => {},
    dialText: () => '',
    stopping: () => stopping,
    log: { error: () => {} },
  });
});

const card = (words: string): Card => ({ summary: own(words), parts: [] });

/** Delivers it and gives what came first. */
async function deliver(what: What, key: string = randomUUID()) {
  const { first, last } = handle(what, key);
  await last;
  return first;
}

function handle(what: What, key: string, standing: Standing = 'member') {
  return router.handle({
    key,
    actor: { platform: 'browser', tenant: 'local', user: 'priya', standing },
    locale: 'en',
    canOpenForm: true,
    what,
  });
}

const send = (instance: string, words: string, action?: string): What => ({
  type: 'submitted',
  form: 'note',
  instance,
  values: { words },
  ...(action === undefined ? {} : { action }),
});
const written = async () =>
  (await store.all(notes)).map(({ form, words }) => [form, words]).toSorted((a, b) => (a < b ? -1 : 1));

it('says which form is being sent, the same for its submit and each of its actions, and nothing where none is', async () => {
  const instance = randomUUID();
  const more = await deliver(send(instance, 'one', 'more'));
  expect(more?.form?.instance).toBe(instance);
  await deliver(send(instance, 'one', 'draft'));
  await deliver(send(instance, 'two'));
  await deliver({ type: 'command', words: 'note three' });
  expect(await written()).toEqual([
    [undefined, 'three'],
    [instance, 'one'],
    [instance, 'two'],
  ]);
});

it('answers a repeated delivery without the words that only a record may hold, and does nothing twice', async () => {
  const what: What = { type: 'command', words: 'secret xyzzy' };
  expect((await handle(what, 'one').last).reply).toEqual(card('xyzzy'));
  expect((await handle(what, 'one').last).reply).toEqual(card('Kept'));
  expect(await store.all(notes)).toHaveLength(1);
  expect(JSON.stringify(await store.all(keyCollection))).not.toContain('xyzzy');
});

it('says what may be kept in place of an answer with words that only a record may hold', async () => {
  const keptOf = async (words: string) => (await handle({ type: 'command', words }, randomUUID()).last).kept;
  expect(await keptOf('secret xyzzy')).toEqual(card('Kept'));
  expect((await keptOf('read xyzzy'))?.summary).toMatchObject({ key: 'desk.notKept' });
  expect(await keptOf('note xyzzy')).toBeUndefined();
  const slip = handle({ type: 'command', words: 'secrit xyzzy' }, randomUUID());
  expect(JSON.stringify((await slip.last).reply)).toContain('xyzzy');
  expect(JSON.stringify((await slip.last).kept)).not.toContain('xyzzy');
});

it('gives back what was typed for a record and is not saved, and no copy of it may be kept', async () => {
  store.transact = () => Promise.reject(new DeskError('NOT_SAVED', 'no room'));
  const answerTo = (words: string, standing?: Standing) =>
    handle({ type: 'command', words }, randomUUID(), standing).last;
  const { reply, kept } = await answerTo('secret xyzzy');
  expect(reply?.summary).toMatchObject({ key: 'desk.notSaved' });
  expect(reply?.parts.at(-1)).toMatchObject({ text: own('secret xyzzy') });
  expect(kept).toEqual(sentenceCard({ key: 'desk.notSaved' }));
  expect(JSON.stringify(await answerTo('note xyzzy'))).not.toContain('xyzzy');
  expect(JSON.stringify((await answerTo('secret xyzzy', 'unverified')).reply)).toContain('xyzzy');
  expect(JSON.stringify(await answerTo('secret xyzzy', 'guest'))).not.toContain('xyzzy');
  stopping = Promise.resolve();
  const stopped = await answerTo('secret xyzzy');
  expect(stopped.reply?.summary).toMatchObject({ key: 'desk.stopping' });
  expect(stopped.reply?.parts.at(-1)).toMatchObject({ text: own('secret xyzzy') });
  expect(stopped.kept?.parts).toHaveLength(1);
});

it.each([
  ['secret xyzzy', 'secret'],
  ['/desk Secret xyzzy', 'secret'],
  ['secrit xyzzy', 'secret'],
  ['secret', undefined],
  ['note xyzzy', undefined],
])('says of “%s” whose words may stand in a record only: %s', async (words, command) => {
  const { keepsWordsOf, last } = handle({ type: 'command', words }, randomUUID());
  await last;
  expect(keepsWordsOf).toBe(command);
});

it('brings back the form of somebody who cannot be checked just now, with what was typed, and takes nothing', async () => {
  const { first } = handle(send('d', 'ten minutes of work'), 'one', 'unverified');
  expect(first?.form).toMatchObject({
    instance: 'd',
    values: { words: 'ten minutes of work' },
    problems: {},
    notice: { key: 'desk.refused.unverified' },
  });
  const { last } = handle(send('d', 'typed'), 'two', 'guest');
  expect((await last).reply?.summary).toMatchObject({ key: 'desk.refused.guest' });
  expect(await written()).toEqual([]);
});

it('brings a form back without the later page, unless it was asked for: nothing is wrong there', async () => {
  const again = await deliver(send('c', ''));
  expect(Object.keys(again?.form?.problems ?? {})).toEqual(['words']);
  expect(again?.form?.expanded).toBeUndefined();
  expect((await deliver(send('c', '', 'more')))?.form?.expanded).toBe(true);
});

it('takes a submission once however it is delivered, and an action every time that it is sent anew', async () => {
  await Promise.all([deliver(send('a', 'submitted')), deliver(send('a', 'submitted'))]);
  await deliver(send('a', ' submitted\r\n'));
  await deliver(send('b', 'kept', 'draft'), 'one');
  await deliver(send('b', 'kept', 'draft'), 'one');
  await deliver(send('b', 'kept with more words', 'draft'), 'two');
  expect(await written()).toEqual([
    ['a', 'submitted'],
    ['b', 'kept'],
    ['b', 'kept with more words'],
  ]);
});

it('takes other words of a form that was submitted, and each of them once', async () => {
  for (const words of ['submitted', 'corrected', 'submitted', 'corrected']) await deliver(send('a', words));
  expect(await written()).toEqual([
    ['a', 'corrected'],
    ['a', 'submitted'],
  ]);
  expect(JSON.stringify(await store.all(keyCollection))).not.toMatch(/submitted|corrected/);
});

it('takes the same words anew after the time that their form says, and not while the desk stops', async () => {
  const urgent = { ...send('a', 'come'), form: 'urgent' } as What;
  const notes = async () => (await written()).length;
  await deliver(urgent);
  clock.skip(4 * 60_000);
  await deliver(urgent);
  expect(await notes()).toBe(1);
  clock.skip(2 * 60_000);
  stopping = Promise.resolve();
  const { form } = await handle(urgent, 'late').last;
  expect(form).toMatchObject({ values: { words: 'come' }, notice: { key: 'desk.stopping' } });
  expect(await notes()).toBe(1);
  stopping = undefined;
  await deliver(urgent);
  expect(await notes()).toBe(2);
});
