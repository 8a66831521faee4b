import { adaptiveCardToText } from '../desk/adaptive-text.ts';

/** Something that a person does at the built-in page. Sent twice with one id, it is the same delivery. */
export interface PageAct {
  /** A UUID. */
  readonly id: string;
  /** A staff id. */
  readonly as: string;
  readonly what:
    | { readonly type: 'command'; readonly typed: string }
    | {
        readonly type: 'pressed';
        readonly data: { readonly button: string; readonly record: string; readonly value?: string };
      }
    | { readonly type: 'submitted'; readonly data: Readonly<Record<string, string>> };
}

/** What the page was told. */
export interface PageAnswer {
  /** The replies as plain text. */
  readonly reply: string;
  /** The form that opened or came back, as plain text, and the data of its button. */
  readonly form?: { readonly text: string; readonly json: unknown };
}

interface WireLine {
  readonly step: 'first' | 'last';
  readonly reply?: { readonly json: unknown };
  readonly form?: { readonly json: unknown };
}

/** Sends an act as the page does. @throws Error when no whole answer came back: then nothing was confirmed. */
export async function sendAct(address: string, act: PageAct): Promise<PageAnswer> {
  const response = await fetch(`${address}/desk/act`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: address },
    body: JSON.stringify({ ...act, place: `person:${act.as}` }),
  });
  const body = await response.text();
  if (!response.ok) throw new Error(`act answered ${response.status}: ${body}`);
  const lines = body
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as WireLine);
  if (lines.at(-1)?.step !== 'last') throw new Error('The answer was cut off.');
  const cards = lines.flatMap((line) => (line.reply === undefined ? [] : [line.reply.json]));
  const form = lines.findLast((line) => line.form !== undefined)?.form?.json;
  return {
    reply: cards.map(adaptiveCardToText).join('\n'),
    ...(form === undefined ? {} : { form: { text: adaptiveCardToText(form), json: form } }),
  };
}

/** What stands in a person's conversation, a text per message. */
export async function readConversation(address: string, user: string): Promise<readonly string[]> {
  const query = new URLSearchParams({ as: user, place: `person:${user}` });
  const response = await fetch(`${address}/desk/state?${query.toString()}`);
  if (!response.ok) throw new Error(`state answered ${response.status}`);
  const { messages } = (await response.json()) as { messages: { json: unknown }[] };
  return messages.map(({ json }) => adaptiveCardToText(json));
}

/** A page that stands open: the messages that were posted to it, a text each, with their place. */
export interface OpenPage {
  readonly posted: readonly { readonly place: string; readonly text: string }[];
  close(): void;
}

/** Opens the stream of these people and of every branch's channel. */
export async function openPage(address: string, users: readonly string[]): Promise<OpenPage> {
  const abort = new AbortController();
  const query = new URLSearchParams({ as: users.join(',') });
  const response = await fetch(`${address}/desk/events?${query.toString()}`, { signal: abort.signal });
  if (!response.ok || response.body === null) throw new Error(`events answered ${response.status}`);
  const posted: { place: string; text: string }[] = [];
  const stream = response.body.pipeThrough(new TextDecoderStream());
  async function read(): Promise<void> {
    let rest = '';
    for await (const chunk of stream) {
      const events = (rest + chunk).split('\n\n');
      rest = events.pop() ?? '';
      for (const event of events) {
        const data = /^data: (?<json>.*)$/m.exec(event)?.groups?.json;
        if (!event.startsWith('event: message') || data === undefined) continue;
        const { type, place, message } = JSON.parse(data) as {
          type: string;
          place: string;
          message: { json: unknown };
        };
        if (type === 'post') posted.push({ place, text: adaptiveCardToText(message.json) });
      }
    }
  }
  // It ends when the test closes it or the program is gone.
  read().catch(() => {});
  return { posted, close: () => abort.abort() };
}
