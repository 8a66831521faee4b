import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';

/** One connected WebSocket client, server side: text frames both ways, pings answered, close echoed. */
export interface WebSocketPeer {
  send(message: string): void;
  /** Says goodbye as the protocol asks; `abrupt` just drops the connection. */
  close(abrupt?: boolean): void;
  /** From now on nothing is read, answered or sent, while the connection stays open. */
  goQuiet(): void;
  onMessage(listener: (message: string) => void): void;
  onClose(listener: () => void): void;
}

const magic = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';
const opcode = { text: 1, close: 8, ping: 9, pong: 10 } as const;

/** Answers an HTTP upgrade and speaks RFC 6455 as far as Socket Mode needs it: no fragments, no extensions. */
export function acceptWebSocket(request: IncomingMessage, socket: Duplex): WebSocketPeer {
  const key = request.headers['sec-websocket-key'] ?? '';
  const accept = createHash('sha1').update(`${key}${magic}`).digest('base64');
  socket.write(
    `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
  );
  const messageListeners: ((message: string) => void)[] = [];
  const closeListeners: (() => void)[] = [];
  let buffered: Buffer = Buffer.alloc(0);
  let isQuiet = false;

  socket.on('data', (chunk: Buffer) => {
    if (isQuiet) return;
    buffered = Buffer.concat([buffered, chunk]);
    for (;;) {
      const frame = readFrame(buffered);
      if (frame === undefined) return;
      buffered = buffered.subarray(frame.size);
      if (frame.opcode === opcode.text)
        for (const tell of messageListeners) tell(frame.payload.toString('utf8'));
      if (frame.opcode === opcode.ping) write(opcode.pong, frame.payload);
      if (frame.opcode === opcode.close) {
        write(opcode.close, frame.payload);
        socket.end();
      }
    }
  });
  socket.on('error', () => socket.destroy());
  socket.on('close', () => {
    for (const tell of closeListeners) tell();
  });

  function write(code: number, payload: Buffer): void {
    if (!socket.writable || isQuiet) return;
    socket.write(Buffer.concat([header(code, payload.length), payload]));
  }

  return {
    send: (message) => write(opcode.text, Buffer.from(message)),
    close: (abrupt = false) => {
      if (abrupt) socket.destroy();
      else write(opcode.close, Buffer.from([0x03, 0xe8]));
    },
    goQuiet: () => {
      isQuiet = true;
    },
    onMessage: (listener) => messageListeners.push(listener),
    onClose: (listener) => closeListeners.push(listener),
  };
}

function header(code: number, length: number): Buffer {
  if (length < 126) return Buffer.from([0x80 | code, length]);
  if (length < 65_536) return Buffer.from([0x80 | code, 126, length >> 8, length & 0xff]);
  const long = Buffer.alloc(10);
  long[0] = 0x80 | code;
  long[1] = 127;
  long.writeBigUInt64BE(BigInt(length), 2);
  return long;
}

/** The first whole frame of the bytes; undefined while some are missing. Clients mask what they send. */
function readFrame(bytes: Buffer): { opcode: number; payload: Buffer; size: number } | undefined {
  if (bytes.length < 2) return undefined;
  const masked = ((bytes[1] ?? 0) & 0x80) !== 0;
  let length = (bytes[1] ?? 0) & 0x7f;
  let offset = 2;
  if (length === 126) {
    if (bytes.length < 4) return undefined;
    length = bytes.readUInt16BE(2);
    offset = 4;
  } else if (length === 127) {
    if (bytes.length < 10) return undefined;
    length = Number(bytes.readBigUInt64BE(2));
    offset = 10;
  }
  const start = offset + (masked ? 4 : 0);
  if (bytes.length < start + length) return undefined;
  const payload = Buffer.from(bytes.subarray(start, start + length));
  if (masked) {
    for (let index = 0; index < length; index++) {
      payload[index] = (payload[index] ?? 0) ^ (bytes[offset + (index % 4)] ?? 0);
    }
  }
  return { opcode: (bytes[0] ?? 0) & 0x0f, payload, size: start + length };
}
