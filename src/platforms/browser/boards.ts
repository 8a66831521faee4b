import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { textsOf } from '../../chat/text.ts';
import type { Reader } from '../../chat/words.ts';
import { toDeskError } from '../../errors.ts';
import type { DeskPort } from '../platform.ts';
import { personToActor } from './act.ts';
import { cardToBoard, instantToWords } from './draw.ts';
import type { BrowserOptions } from './options.ts';
import { personPlace } from './places.ts';
import { dataHeaders } from './respond.ts';
import { dialWords } from './start-data.ts';
import { en } from './texts.en.ts';
import type { WireBoardNow } from './wire.ts';

/** Who looks at what, on a page that stays open. */
export interface BoardView {
  /** The word of the command whose answer it shows. */
  readonly name: string;
  readonly user: string;
  readonly reader: Reader;
}

/** The pages that are left open on a screen: each shows what the command would answer its person now. */
export interface Boards {
  /** Keeps the response open: what there is at once, again when it changes, and every 10 s as a sign of life. */
  open(response: ServerResponse, view: BoardView): void;
  /** Follows the desk's changes from now on. */
  start(desk: DeskPort): void;
  /** Ends every stream. */
  close(): void;
}

const say = textsOf(en);

/** Changes within this time are looked at once. */
const coalesceMs = 250;
/** Ages go on without a change; the page takes three such silences for a lost connection. */
const beatMs = 10_000;

export function createBoards({ clock, people, dialText, zone, log }: BrowserOptions): Boards {
  /** What each of them was sent last. */
  const shown = new Map<ServerResponse, { readonly view: BoardView; sent: string }>();
  let desk: DeskPort | undefined;
  let stopListening: (() => void) | undefined;
  let cancelLook: (() => void) | undefined;
  let cancelBeat: (() => void) | undefined;

  async function draw({ name, user, reader }: BoardView): Promise<WireBoardNow | undefined> {
    const person = people().find((one) => one.user === user);
    if (desk === undefined || person === undefined) return undefined;
    const { words } = desk;
    const { last } = desk.handle({
      key: `browser:${randomUUID()}`,
      actor: personToActor(person),
      place: personPlace(user),
      locale: reader.locale,
      canOpenForm: false,
      what: { type: 'command', words: name, isLeftOpen: true },
    });
    const { reply } = await last;
    if (reply === undefined || desk === undefined) return undefined;
    // It may be read days after the last of them.
    const when = instantToWords(clock.now(), zone(), reader, 'full');
    return {
      ...cardToBoard(reply, words, reader),
      old: words.draw(say('page.boardOld', { when }), reader),
      words: dialWords(person.dialText ?? dialText(), words, reader),
    };
  }

  async function send(response: ServerResponse, evenIfSame: boolean): Promise<void> {
    const one = shown.get(response);
    if (one === undefined) return;
    const board = await draw(one.view);
    if (board === undefined) {
      response.end();
      return;
    }
    const text = JSON.stringify(board);
    if (!evenIfSame && text === one.sent) return;
    // Nothing piles up for a page that has stopped reading: it gets what is newest once it reads again.
    if (response.writableNeedDrain) return;
    one.sent = text;
    response.write(`event: message\ndata: ${text}\n\n`);
  }

  function redraw(response: ServerResponse, evenIfSame: boolean): void {
    send(response, evenIfSame).catch((thrown: unknown) => {
      const { code, message } = toDeskError(thrown);
      log.error({ code, error: message }, 'A page that was left open could not be redrawn');
      response.destroy();
    });
  }

  function redrawAll(evenIfSame: boolean): void {
    for (const response of shown.keys()) redraw(response, evenIfSame);
  }

  function look(): void {
    if (shown.size === 0) return;
    cancelLook ??= clock.after(coalesceMs, () => {
      cancelLook = undefined;
      redrawAll(false);
    });
  }

  function beat(): void {
    redrawAll(true);
    cancelBeat = shown.size === 0 ? undefined : clock.after(beatMs, beat);
  }

  return {
    open(response, view) {
      shown.set(response, { view, sent: '' });
      response.on('close', () => shown.delete(response));
      response.writeHead(200, dataHeaders('text/event-stream; charset=utf-8'));
      response.flushHeaders();
      redraw(response, true);
      cancelBeat ??= clock.after(beatMs, beat);
    },
    start(port) {
      desk = port;
      stopListening = port.onChange?.(look);
    },
    close() {
      desk = undefined;
      stopListening?.();
      cancelLook?.();
      cancelBeat?.();
      cancelBeat = undefined;
      for (const response of shown.keys()) response.end();
      shown.clear();
    },
  };
}
