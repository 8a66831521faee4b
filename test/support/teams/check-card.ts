import { createRequire } from 'node:module';
import { isRecord, type Json, records } from './json.ts';

/** The part of the library that we use; its own types do not resolve as ESM. */
interface Library {
  readonly AdaptiveCard: new () => {
    hostConfig: unknown;
    parse(json: unknown, context: Context): void;
    validateProperties(): { readonly validationEvents: readonly Event[] };
  };
  readonly SerializationContext: new (version: unknown) => Context;
  readonly HostConfig: new (config: unknown) => unknown;
  readonly Versions: { readonly v1_5: unknown };
}
interface Context {
  readonly eventCount: number;
  getEventAt(index: number): Event;
}
interface Event {
  readonly message: string;
}

// The package's ES modules name their files without an extension, which Node does not find.
const library = createRequire(import.meta.url)('adaptivecards/dist/adaptivecards.js') as Library;

/** Teams takes one button more than the library. */
const hostConfig = new library.HostConfig({ actions: { maxActions: 6 } });

/** What Microsoft's own library has to say about a card of version 1.5, in order; empty when it draws all of it. */
export function cardProblems(json: unknown): readonly string[] {
  if (!isRecord(json)) return ['not an object'];
  const problems = json.version === '1.5' ? [] : [`version ${JSON.stringify(json.version)}`];
  const context = new library.SerializationContext(library.Versions.v1_5);
  const card = new library.AdaptiveCard();
  card.hostConfig = hostConfig;
  card.parse(json, context);
  for (let index = 0; index < context.eventCount; index++) problems.push(context.getEventAt(index).message);
  problems.push(...card.validateProperties().validationEvents.map((event) => event.message));
  return problems;
}

/** What does not work in a dialog although it does in a message. */
export function dialogProblems(json: unknown): readonly string[] {
  const opening = JSON.stringify(json ?? null).includes('"task/fetch"');
  return [...cardProblems(json), ...(opening ? ['a button in a dialog cannot open a dialog'] : [])];
}

const adaptiveType = 'application/vnd.microsoft.card.adaptive';

/** The Adaptive Cards among attachments. */
export function attachedCards(attachments: unknown): readonly unknown[] {
  return records(attachments)
    .filter((one) => one.contentType === adaptiveType)
    .map((one) => one.content);
}

/** The cards in the answer to an invoke, and whether they stand in a dialog. */
export function answeredCards(
  body: unknown,
): readonly { readonly card: unknown; readonly dialog: boolean }[] {
  if (!isRecord(body)) return [];
  if (body.type === adaptiveType) return [{ card: body.value, dialog: false }];
  const dialog = isRecord(body.task) && isRecord(body.task.value) ? body.task.value.card : undefined;
  const composed: Json = isRecord(body.composeExtension) ? body.composeExtension : {};
  return [
    ...attachedCards(dialog === undefined ? [] : [dialog]).map((card) => ({ card, dialog: true })),
    ...attachedCards(composed.attachments).map((card) => ({ card, dialog: false })),
  ];
}
