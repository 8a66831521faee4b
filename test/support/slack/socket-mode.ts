import type { Server } from 'node:http';
import { acceptWebSocket, type WebSocketPeer } from './web-socket-server.ts';

/** Socket Mode's end of the stand-in. */
export interface SocketMode {
  /** An address for one connection. */
  newUrl(): string;
  /** How many connections are open. */
  connections(): number;
  /** How many were ever open at the same time. */
  mostConnections(): number;
  /**
   * Sends a payload to any one connection; resolves with the acknowledgement's payload. Should that connection close
   * before it, the payload comes again by another one.
   */
  send(type: 'slash_commands' | 'events_api' | 'interactive', payload: unknown): Promise<unknown>;
  /** Sends any text, also nonsense. */
  sendRaw(message: string): void;
  /** Says that the connection will be renewed, and closes it a moment later, as Slack does. */
  refresh(): void;
  /** Drops every connection without a word. */
  drop(): void;
  /**
   * Every connection stays open and is dead: nothing is sent and no ping answered. `also`: those opened from now on
   * too, after their greeting, until it is called with `false`.
   */
  goQuiet(also?: boolean): void;
}

/** An envelope that is not acknowledged. */
interface Waiting {
  readonly message: string;
  /** What it went out by; undefined when that has closed. */
  by: WebSocketPeer | undefined;
  readonly acknowledge: (payload: unknown) => void;
}

/** As long as Slack waits for an acknowledgement. */
const ackWithinMs = 3000;

export function createSocketMode(server: Server, port: number): SocketMode {
  const peers: WebSocketPeer[] = [];
  const waiting = new Map<string, Waiting>();
  const tickets = new Set<string>();
  let envelopes = 0;
  let most = 0;
  let bornQuiet = false;

  server.on('upgrade', (request, socket) => {
    const ticket = new URL(request.url ?? '', 'http://stand-in').searchParams.get('ticket') ?? '';
    if (!tickets.delete(ticket)) {
      socket.destroy();
      return;
    }
    const peer = acceptWebSocket(request, socket);
    peer.onMessage((message) => {
      const { envelope_id, payload } = JSON.parse(message) as { envelope_id: string; payload?: unknown };
      waiting.get(envelope_id)?.acknowledge(payload);
    });
    peer.onClose(() => {
      const index = peers.indexOf(peer);
      if (index !== -1) peers.splice(index, 1);
      for (const one of waiting.values()) if (one.by === peer) one.by = undefined;
      sendAgain();
    });
    peers.push(peer);
    most = Math.max(most, peers.length);
    peer.send(JSON.stringify({ type: 'hello', num_connections: peers.length }));
    if (bornQuiet) peer.goQuiet();
    sendAgain();
  });

  /** By another connection, once there is one, what the desk could not acknowledge. */
  function sendAgain(): void {
    const peer = peers.at(-1);
    if (peer === undefined) return;
    for (const one of waiting.values()) {
      if (one.by !== undefined) continue;
      one.by = peer;
      peer.send(one.message);
    }
  }

  function newest(): WebSocketPeer {
    const peer = peers.at(-1);
    if (peer === undefined) throw new Error('Nobody is connected by Socket Mode.');
    return peer;
  }

  return {
    newUrl: () => {
      const ticket = `ticket-${tickets.size + peers.length}-${Math.random().toString(36).slice(2)}`;
      tickets.add(ticket);
      return `ws://127.0.0.1:${port}/link?ticket=${ticket}`;
    },
    connections: () => peers.length,
    mostConnections: () => most,
    send: (type, payload) =>
      new Promise((resolve, reject) => {
        const id = `envelope-${++envelopes}`;
        const late = setTimeout(() => {
          waiting.delete(id);
          reject(new Error('Not acknowledged within 3 s.'));
        }, ackWithinMs);
        const by = newest();
        const message = JSON.stringify({
          type,
          envelope_id: id,
          payload,
          accepts_response_payload: type !== 'events_api',
        });
        waiting.set(id, {
          message,
          by,
          acknowledge(answer) {
            clearTimeout(late);
            waiting.delete(id);
            resolve(answer);
          },
        });
        by.send(message);
      }),
    sendRaw: (message) => newest().send(message),
    refresh: () => {
      const [oldest] = peers;
      oldest?.send(JSON.stringify({ type: 'disconnect', reason: 'refresh_requested' }));
    },
    goQuiet: (also = false) => {
      bornQuiet = also;
      for (const peer of peers) peer.goQuiet();
    },
    drop: () => {
      for (const peer of peers.slice()) peer.close(true);
    },
  };
}
