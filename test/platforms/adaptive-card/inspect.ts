import { createRequire } from 'node:module';
import type { AdaptiveCardJson } from '../../../src/platforms/adaptive-card/index.ts';

/** What of Microsoft's library is used here; its own types describe the build that Node cannot load. */
interface Renderer {
  readonly SerializationContext: new (version: unknown) => Log;
  readonly Versions: { readonly v1_5: unknown };
  readonly AdaptiveCard: new () => {
    parse(json: unknown, context: Log): void;
    validateProperties(): { readonly validationEvents: readonly { readonly message: string }[] };
  };
}
interface Log {
  readonly eventCount: number;
  getEventAt(index: number): { readonly message: string };
}

const renderer = createRequire(import.meta.url)('adaptivecards/dist/adaptivecards.js') as Renderer;

/** Everything that Microsoft's own reader has against the card, at schema version 1.5. */
export function complaintsAbout(json: AdaptiveCardJson): readonly string[] {
  const context = new renderer.SerializationContext(renderer.Versions.v1_5);
  const card = new renderer.AdaptiveCard();
  card.parse(json, context);
  const read = Array.from({ length: context.eventCount }, (_, index) => context.getEventAt(index).message);
  return [...read, ...card.validateProperties().validationEvents.map((event) => event.message)];
}

/** Every object in the JSON, outermost first, in the order in which it is drawn. */
export function objectsIn(json: unknown): readonly Readonly<Record<string, unknown>>[] {
  if (Array.isArray(json)) return json.flatMap(objectsIn);
  if (typeof json !== 'object' || json === null) return [];
  return [json as Readonly<Record<string, unknown>>, ...Object.values(json).flatMap(objectsIn)];
}

/** Every object of this type, such as `TextRun`. */
export function ofType(json: unknown, type: string): readonly Readonly<Record<string, unknown>>[] {
  return objectsIn(json).filter((object) => object.type === type);
}

/** What is written in the card, one line for each text element. */
export function linesOf(json: unknown): readonly string[] {
  return ofType(json, 'RichTextBlock').map((block) =>
    ofType(block, 'TextRun')
      .map((run) => String(run.text))
      .join(''),
  );
}

/** UTF-8 bytes of the JSON. */
export function bytesOf(json: unknown): number {
  return Buffer.byteLength(JSON.stringify(json));
}
