import { randomUUID } from 'node:crypto';
import { adaptiveCardButtons, adaptiveCardInputs, adaptiveCardToText } from './adaptive-text.ts';
import { createBrowserHome } from './browser-home.ts';
import { lookFor } from './look-for.ts';
import type { Person } from './person.ts';

interface WireCard {
  readonly summary: string;
  readonly json: unknown;
}
interface Shown extends WireCard {
  readonly message?: string;
}
interface Line {
  readonly step: 'first' | 'last';
  readonly reply?: WireCard;
  readonly replaces?: boolean;
  readonly form?: {
    readonly opening?: string;
    readonly notice?: string;
    readonly problems: boolean;
    readonly json: unknown;
  };
}

/**
 * Somebody at the built-in page, through the very requests that the page makes.
 *
 * @param cookie where the page has a key
 * @param looksForMs how long they look for a button
 */
export function createBrowserPerson(
  addressNow: () => string,
  user: string,
  name: string,
  cookie?: string,
  looksForMs?: number,
): Person {
  const carrying: Readonly<Record<string, string>> = cookie === undefined ? {} : { cookie };
  const own = `person:${user}`;
  const replies: Shown[] = [];
  let form: unknown;
  /** What stays above the form while it is scrolled. */
  let above: readonly (string | undefined)[] = [];
  const home = createBrowserHome(addressNow, user);

  async function messages(place: string): Promise<readonly Shown[]> {
    const address = addressNow();
    const query = new URLSearchParams({ as: user, place }).toString();
    const response = await fetch(`${address}/desk/state?${query}`, { headers: carrying });
    if (!response.ok) throw new Error(`state answered ${response.status}: ${await response.text()}`);
    return ((await response.json()) as { messages: Shown[] }).messages;
  }

  /** @param pressed the reply that holds the button */
  async function act(what: object, place = own, pressed?: Shown): Promise<string> {
    const address = addressNow();
    const response = await fetch(`${address}/desk/act`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: address, ...carrying },
      body: JSON.stringify({ id: randomUUID(), as: user, place, what }),
    });
    const body = await response.text();
    if (!response.ok) throw new Error(`act answered ${response.status}: ${body}`);
    const lines = body
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Line);
    const shown = lines.findLast((line) => line.form !== undefined)?.form;
    form = shown?.json;
    above = [shown?.opening, shown?.problems ? shown.notice : undefined];
    const said = lines.flatMap((line) => (line.reply === undefined ? [] : [line.reply]));
    const old =
      pressed !== undefined && lines.some(({ replaces }) => replaces) ? replies.indexOf(pressed) : -1;
    if (old === -1) replies.push(...said);
    else replies.splice(old, 1, ...said);
    return said.map((card) => adaptiveCardToText(card.json)).join('\n');
  }

  async function send(by: string | undefined, values: Readonly<Record<string, string>>): Promise<string> {
    const buttons = adaptiveCardButtons(form);
    const button = by === undefined ? buttons[0] : buttons.find((one) => one.label === by);
    if (button === undefined) throw new Error(`${name} has no form open with "${by ?? 'a button'}".`);
    const inputs = adaptiveCardInputs(form);
    for (const label of Object.keys(values)) {
      if (!inputs.some((input) => input.label === label))
        throw new Error(`The form has no field "${label}".`);
    }
    const filled = inputs.map(({ id, label, value, choices }) => {
      const typed = values[label];
      return [id, typed === undefined ? value : (choices.get(typed) ?? typed)] as const;
    });
    return act({ type: 'submitted', data: { ...(button.data as object), ...Object.fromEntries(filled) } });
  }

  /** The newest card with this button, one's own conversation first. */
  async function findCard(label: string, on: string) {
    const places = [own, 'channel:CEN', 'channel:NTH-A', 'channel:NTH-B'];
    const posted = (
      await Promise.all(places.map(async (place) => ({ place, shown: await messages(place) })))
    ).reverse();
    const shown = posted.flatMap(({ place, shown }) => shown.map((card) => ({ place, card })));
    const all = [...shown, ...replies.map((card) => ({ place: own, card }))].reverse();
    const ownFirst = [
      ...all.filter(({ place }) => place === own),
      ...all.filter(({ place }) => place !== own),
    ];
    for (const { place, card } of ownFirst) {
      const button = adaptiveCardButtons(card.json).find((one) => one.label === label);
      if (button !== undefined && adaptiveCardToText(card.json).includes(on)) return { place, card, button };
    }
    return undefined;
  }

  const text = (cards: readonly Shown[]) => cards.map((card) => adaptiveCardToText(card.json)).join('\n\n');

  async function presses(label: string, on = ''): Promise<string> {
    const found = await lookFor(() => findCard(label, on), looksForMs);
    if (found === undefined) throw new Error(`${name} sees no button "${label}".`);
    const { place, card, button } = found;
    const message = card.message === undefined ? {} : { message: card.message };
    return act({ type: 'pressed', data: button.data, ...message }, place, card);
  }

  return {
    name,
    types: (words) => act({ type: 'command', typed: words }),
    presses,
    pressesAway: async (label, on) => void (await presses(label, on)),
    async pressesInReply(label, on = '') {
      const buttonOf = (card: Shown) =>
        adaptiveCardToText(card.json).includes(on)
          ? adaptiveCardButtons(card.json).find((one) => one.label === label)
          : undefined;
      const card = replies.findLast((one) => buttonOf(one) !== undefined);
      if (card === undefined) throw new Error(`${name} was answered with no button "${label}".`);
      return act({ type: 'pressed', data: buttonOf(card)?.data }, own, card);
    },
    hears: async () => text(replies),
    sees: async () => text(await messages(own)),
    seesInChannel: async (branch) => text(await messages(`channel:${branch}`)),
    seesForm: () =>
      form === undefined
        ? undefined
        : [...above, adaptiveCardToText(form)].filter((text) => text !== undefined).join('\n'),
    submits: (values) => send(undefined, values),
    sends: (label, values) => send(label, values),
    opensHome: home.open,
    seesHome: async () => home.text(),
    async pressesAtHome(label) {
      const button = home.buttons().find((one) => one.label === label);
      if (button === undefined) throw new Error(`${name} sees no button "${label}" at Home.`);
      return act({ type: 'pressed', data: button.data });
    },
    rings: async () => (await messages(own)).length,
  };
}
