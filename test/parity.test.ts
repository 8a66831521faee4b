import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { declaredDoors, parityTable } from '../scripts/parity-tables.ts';
import type { ButtonView, Card } from '../src/chat/card.ts';
import type { Form } from '../src/chat/command.ts';
import type { FormView } from '../src/chat/form.ts';
import { own } from '../src/chat/text.ts';
import { createWords } from '../src/chat/words.ts';
import { createClock } from '../src/clock.ts';
import { readConfig } from '../src/config.ts';
import { createPartInCalls } from '../src/desk/help/index.ts';
import { parsePress } from '../src/platforms/adaptive-card/index.ts';
import { cardToWire, formToWire } from '../src/platforms/browser/draw.ts';
import { type Door, doors, type Platform } from '../src/platforms/platform.ts';
import { formActionToId, parseAction, parseFormActionId } from '../src/platforms/slack/action-id.ts';
import { cardToMessage } from '../src/platforms/slack/card-to-message.ts';
import { formToModal } from '../src/platforms/slack/form-to-modal.ts';
import { blockIdToField } from '../src/platforms/slack/modal-data.ts';
import { createDrawing } from '../src/platforms/teams/drawing.ts';
import { openFormView } from '../src/router/form-view.ts';
import { commandButton } from '../src/router/menu.ts';
import { routerTexts } from '../src/router/texts.en.ts';
import { createLog } from '../src/wiring/log.ts';
import { loadPlatforms, platformTexts } from '../src/wiring/platforms.ts';
import { createSubjects, type Subjects } from '../src/wiring/subjects.ts';
import { openLastingLibrary } from './desk/open-library.ts';
import { adaptiveCardButtons, adaptiveCardInputs } from './support/desk/adaptive-text.ts';
import { everyPlatform } from './support/desk/every-platform.ts';
import { sundayEvening } from './support/desk/library.ts';
import { nobodyMoved } from './support/desk/nobody-moved.ts';
import { records } from './support/slack/state.ts';

const root = resolve(import.meta.dirname, '..');
const drawFor = { locale: 'en', zone: 'America/Toronto' };
const look = { person: 'staff:lee', now: sundayEvening };

let library: Awaited<ReturnType<typeof openLastingLibrary>>;
let subjects: Subjects;
let platforms: readonly Platform[];
let draw: ReturnType<typeof createDraw>;

beforeAll(async () => {
  library = await openLastingLibrary();
  const { directory, store } = library;
  const reads = {
    ...library.reads,
    partInCalls: await createPartInCalls(store, library.reads.people, createClock().now),
  };
  subjects = await createSubjects(store, reads, nobodyMoved);
  const log = createLog('silent');
  const config = readConfig({
    ...everyPlatform,
    DESKBELL_DATA: directory,
    DESKBELL_DB: join(directory, 'db'),
  });
  platforms = await loadPlatforms({ config, clock: createClock(), log, key: undefined, reads });
  draw = createDraw(subjects);
});
afterAll(() => library.remove());

/** What each platform draws of a form or a card, read back the way that platform reads it. */
function createDraw({ texts }: Subjects) {
  const words = createWords({ en: [...texts, routerTexts, ...platformTexts] });
  const opening = createDrawing(
    words,
    () => true,
    () => drawFor.zone,
  );
  const pressing = createDrawing(
    words,
    () => false,
    () => drawFor.zone,
  );

  function adaptiveFields(json: unknown): readonly string[] {
    const ids = adaptiveCardInputs(json).map(({ id }) => id.split('.').slice(1).join('.'));
    return [...new Set(ids)].toSorted();
  }
  const adaptiveActions = (json: unknown) =>
    adaptiveCardButtons(json).map(({ data }) => String((data as { action?: string }).action ?? 'submit'));
  const adaptivePresses = (json: unknown) =>
    adaptiveCardButtons(json).map(({ data }) => {
      const { msteams: _, ...rest } = data as Record<string, unknown>;
      return parsePress(rest);
    });

  return {
    form(view: FormView) {
      const modal = formToModal(view, words, drawFor);
      const blocks = records(modal.blocks);
      const ids = blocks
        .filter(({ type }) => type === 'actions')
        .flatMap(({ elements }) => records(elements).map(({ action_id }) => String(action_id)));
      const teams = opening.formDialog(view, drawFor).task.value.card.content;
      const page = formToWire(view, words, drawFor).json;
      return {
        slack: {
          fields: blocks
            .filter(({ type }) => type === 'input')
            .map(({ block_id }) => blockIdToField(String(block_id)))
            .toSorted(),
          actions: ['submit', ...ids.map((id) => String(parseFormActionId(id)))],
        },
        teams: { fields: adaptiveFields(teams), actions: adaptiveActions(teams) },
        page: { fields: adaptiveFields(page), actions: adaptiveActions(page) },
      };
    },
    presses(card: Card) {
      const message = cardToMessage(card, words, drawFor);
      const slack = records(message.blocks)
        .filter(({ type }) => type === 'actions')
        .flatMap(({ elements }) => records(elements))
        .map(({ action_id, value }) => parseAction(String(action_id), String(value)));
      return {
        slack,
        'teams, in place': adaptivePresses(pressing.card(card, drawFor)),
        'teams, by a dialog': adaptivePresses(opening.card(card, drawFor)),
        page: adaptivePresses(cardToWire(card, words, drawFor).json),
      };
    },
  };
}

/** A form with every field that it can ever ask for, all pages open. */
function wholeForm(form: Form<never>): FormView {
  const fields = form.fields.map((field) => ({ ...field, when: () => true }));
  return { ...openFormView({ ...form, fields }, { form: form.id }, look), expanded: true };
}

async function readJson<T>(path: string): Promise<T> {
  return JSON.parse(await readFile(join(root, path), 'utf8')) as T;
}

interface SlackManifest {
  readonly features: {
    readonly shortcuts: readonly { readonly type: string; readonly callback_id: string }[];
    readonly slash_commands: readonly { readonly command: string }[];
  };
}
interface TeamsManifest {
  readonly bots: readonly {
    readonly commandLists: readonly { readonly commands: readonly { readonly title: string }[] }[];
  }[];
  readonly composeExtensions: readonly {
    readonly commands: readonly { readonly id: string; readonly context: readonly string[] }[];
  }[];
}
const slackManifest = () => readJson<SlackManifest>('manifest.json');
const teamsManifest = () => readJson<TeamsManifest>('src/platforms/teams/app-package/manifest.json');

describe('every way in and out', () => {
  const ids = Object.keys(doors) as readonly Door[];

  it.each(declaredDoors)(
    'is declared by $platform, and a missing one has its reason',
    ({ doors: declared }) => {
      expect(Object.keys(declared)).toEqual(ids);
      for (const way of Object.values(declared)) {
        if (typeof way === 'string') expect(way).toMatch(/^\S.*[^.\s]$/);
        else expect(way.none).toMatch(/^[A-Z].{40,}\.$/);
      }
    },
  );

  it('is declared by every platform that can be connected, and agrees with how it behaves', () => {
    const declared = platforms.map(({ capabilities }) => capabilities.doors);
    expect(declared).toEqual(declaredDoors.map((one) => one.doors));
    for (const { capabilities } of platforms)
      expect(typeof capabilities.doors.ringing === 'string').toBe(capabilities.rings ?? true);
  });

  it('is there on one platform at least', () => {
    const nowhere = ids.filter((id) => declaredDoors.every((one) => typeof one.doors[id] !== 'string'));
    expect(nowhere).toEqual([]);
  });

  it('stands in the README as it is declared (npx tsx scripts/parity.mjs writes it)', async () => {
    const readme = await readFile(join(root, 'README.md'), 'utf8');
    const written = /<!-- parity -->\n([\s\S]*?)\n<!-- \/parity -->/.exec(readme)?.[1];
    expect(written).toBe(parityTable());
  });
});

describe('every command', () => {
  it('is a slash command in Slack, by itself or after /desk', async () => {
    const { slash_commands } = (await slackManifest()).features;
    const direct = subjects.commands.filter((command) => command.direct).map(({ word }) => `/${word}`);
    expect(slash_commands.map(({ command }) => command).toSorted()).toEqual(['/desk', ...direct].toSorted());
  });

  it('is offered by Teams where people type', async () => {
    const { bots } = await teamsManifest();
    const offered = bots.flatMap((bot) => bot.commandLists.flatMap(({ commands }) => commands));
    // Everybody is shown the same list: what only few may use is on their menu and Home, and can be typed.
    const listed = subjects.commands.filter(({ isForFew }) => isForFew !== true);
    const words = [...listed.map(({ word }) => word), 'home', 'help'];
    expect(offered.map(({ title }) => title).toSorted()).toEqual(words.toSorted());
  });

  it('that has an action on one platform has the same on the other, on messages where it takes them', async () => {
    const { shortcuts } = (await slackManifest()).features;
    const actions = (await teamsManifest()).composeExtensions.flatMap(({ commands }) => commands);
    const inSlack = shortcuts.map(({ callback_id, type }) => [callback_id, type === 'message']);
    const inTeams = actions.map(({ id, context }) => [id, context.includes('message')]);
    expect(inTeams).toEqual(inSlack);
    const words = subjects.commands.map(({ word }) => `command.${word}`);
    const quoting = subjects.commands.filter(({ quote }) => quote).map(({ word }) => `message.${word}`);
    const ids = shortcuts.map(({ callback_id }) => callback_id);
    expect(ids.filter((id) => id.startsWith('message.'))).toEqual(quoting);
    expect(ids.filter((id) => id.startsWith('command.') && !words.includes(id))).toEqual([]);
  });
});

describe('every form', () => {
  it('has the same fields and the same ways to be sent on each platform', () => {
    expect(subjects.forms.length).toBeGreaterThan(0);
    for (const form of subjects.forms as readonly Form<never>[]) {
      const fields = form.fields.map(({ id }) => id).toSorted();
      const actions = ['submit', ...(form.actions ?? []).map(({ id }) => id)];
      const drawn = draw.form(wholeForm(form));
      const same = { fields, actions };
      expect(drawn, form.id).toEqual({ slack: same, teams: same, page: same });
    }
  });

  it('keeps the ids of its other ways to be sent', () => {
    const ids = subjects.forms.flatMap((form) => (form.actions ?? []).map(({ id }) => id));
    expect(ids.map((id) => parseFormActionId(formActionToId(id)))).toEqual(ids);
  });
});

describe('every button', () => {
  it('is drawn on each platform, and comes back as the same when it is pressed', () => {
    const ids = [commandButton, ...subjects.buttons.map(({ id }) => id)];
    for (const id of ids) {
      const button: ButtonView = { button: id, label: own('Press'), record: 'r-1', value: 'CEN' };
      const card: Card = { summary: own('x'), parts: [{ type: 'buttons', buttons: [button] }] };
      const press = [{ button: id, record: 'r-1', value: 'CEN' }];
      const same = { slack: press, 'teams, in place': press, 'teams, by a dialog': press, page: press };
      expect(draw.presses(card), id).toEqual(same);
    }
  });
});
