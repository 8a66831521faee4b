import type { ServerResponse } from 'node:http';
import type { Clock } from '../../time.ts';
import { dataHeaders } from './respond.ts';
import type { WireEvent } from './wire.ts';

/** The open pages, each with one stream of server-sent events for all the people that it shows. */
export interface Live {
  /** Keeps the response open and sends it what happens in those places, and in every branch channel. */
  subscribe(response: ServerResponse, people: ReadonlySet<string>): void;
  publish(event: WireEvent): void;
  /** Ends every stream. */
  close(): void;
}

const beatMs = 15_000;

/** Bytes that may wait for a page that has stopped reading; it is dropped then, and reads the state when it returns. */
const waitingLimit = 4 * 1024 * 1024;

export function createLive(clock: Clock): Live {
  const pages = new Map<ServerResponse, ReadonlySet<string>>();
  let cancelBeat: (() => void) | undefined;

  function send(response: ServerResponse, text: string): void {
    if (response.writableLength > waitingLimit) response.destroy();
    else response.write(text);
  }

  function beat(): void {
    for (const response of pages.keys()) send(response, ': still here\n\n');
    cancelBeat = pages.size === 0 ? undefined : clock.after(beatMs, beat);
  }

  return {
    subscribe(response, people) {
      pages.set(response, people);
      response.on('close', () => pages.delete(response));
      response.writeHead(200, dataHeaders('text/event-stream; charset=utf-8'));
      response.write('event: hello\ndata: {}\n\n');
      cancelBeat ??= clock.after(beatMs, beat);
    },
    publish(event) {
      const text = `event: message\ndata: ${JSON.stringify(event)}\n\n`;
      for (const [response, people] of pages) {
        if (event.place.startsWith('channel:') || people.has(event.place)) send(response, text);
      }
    },
    close() {
      cancelBeat?.();
      for (const response of pages.keys()) response.end();
      pages.clear();
    },
  };
}
