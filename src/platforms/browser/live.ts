import type { ServerResponse } from 'node:http';
import type { Reader } from '../../chat/words.ts';
import type { Clock } from '../../clock.ts';
import { channelCode } from './places.ts';
import { dataHeaders } from './respond.ts';
import type { WireEvent } from './wire.ts';

/** The open pages, each with one stream of server-sent events for all the people that it shows. */
export interface Live {
  /** Keeps the response open and sends it what happens in those places, and in every branch channel. */
  subscribe(
    response: ServerResponse,
    page: { readonly places: ReadonlySet<string>; readonly reader: Reader },
  ): void;
  /** Tells every page that shows the place, each in its reader's language and zone. */
  publish(place: string, draw: (reader: Reader) => WireEvent): void;
  /** Whether an open page has chosen the person of this place. */
  isShown(place: string): boolean;
  /** Tells every page the same. */
  tell(event: WireEvent): void;
  /** Ends every stream. */
  close(): void;
}

/** The page takes three such silences for a lost connection. */
const beatMs = 5_000;

/** Bytes that may wait for a page that has stopped reading; it is dropped then, and reads the state when it returns. */
const waitingLimit = 4 * 1024 * 1024;

export function createLive(clock: Clock): Live {
  const pages = new Map<ServerResponse, Parameters<Live['subscribe']>[1]>();
  let cancelBeat: (() => void) | undefined;

  function send(response: ServerResponse, text: string): void {
    if (response.writableLength > waitingLimit) response.destroy();
    else response.write(text);
  }

  function beat(): void {
    for (const response of pages.keys()) send(response, 'event: beat\ndata: {}\n\n');
    cancelBeat = pages.size === 0 ? undefined : clock.after(beatMs, beat);
  }

  return {
    subscribe(response, page) {
      pages.set(response, page);
      response.on('close', () => pages.delete(response));
      response.writeHead(200, dataHeaders('text/event-stream; charset=utf-8'));
      response.write('event: hello\ndata: {}\n\n');
      cancelBeat ??= clock.after(beatMs, beat);
    },
    publish(place, draw) {
      const drawn = new Map<string, string>();
      for (const [response, { places, reader }] of pages) {
        if (!places.has(place) && channelCode(place) === undefined) continue;
        const key = `${reader.locale} ${reader.zone ?? ''}`;
        const text = drawn.get(key) ?? toStreamed(draw(reader));
        drawn.set(key, text);
        send(response, text);
      }
    },
    isShown: (place) => [...pages.values()].some(({ places }) => places.has(place)),
    tell(event) {
      for (const response of pages.keys()) send(response, toStreamed(event));
    },
    close() {
      cancelBeat?.();
      for (const response of pages.keys()) response.end();
      pages.clear();
    },
  };
}

function toStreamed(event: WireEvent): string {
  return `event: message\ndata: ${JSON.stringify(event)}\n\n`;
}
