// Draws the two icons of the Teams app, a desk bell, as PNG.
import { crc32, deflateSync } from 'node:zlib';

/** Points along each side of a pixel that are looked at, so that edges are smooth. */
const samples = 4;
const white = [255, 255, 255];
const teal = [31, 78, 95];

/** @returns {Uint8Array} 192 x 192: a white bell on the app's colour, as wide as Teams may round or cut it. */
export function drawColorIcon() {
  const inset = (x, y) => isBell((x - 0.5) / 0.62 + 0.5, (y - 0.5) / 0.62 + 0.5);
  return toPng(192, (x, y) => {
    const part = covered(inset, x, y, 192);
    return [...teal.map((shade, index) => Math.round(shade + (white[index] - shade) * part)), 255];
  });
}

/** @returns {Uint8Array} 32 x 32: white lines on nothing, as Teams asks for. */
export function drawOutlineIcon() {
  const lines = (x, y) => isBell(x, y) && !isHollow(x, y);
  return toPng(32, (x, y) => [...white, Math.round(255 * covered(lines, x, y, 32))]);
}

/** Whether a point of the unit square, y downwards, belongs to the bell: dome, button on top, and base. */
function isBell(x, y) {
  return isDome(x, y, 0) || isButton(x, y) || isBase(x, y);
}

function isHollow(x, y) {
  return isDome(x, y, 0.075);
}

/** Half an ellipse, smaller by `by` on every side. */
function isDome(x, y, by) {
  const floor = 0.69 - by;
  return y <= floor && ((x - 0.5) / (0.34 - by)) ** 2 + ((y - 0.69) / (0.36 - by)) ** 2 <= 1;
}

function isButton(x, y) {
  const knob = (x - 0.5) ** 2 + (y - 0.22) ** 2 <= 0.075 ** 2;
  return knob || (Math.abs(x - 0.5) <= 0.03 && y >= 0.22 && y <= 0.36);
}

/** A bar with round ends. */
function isBase(x, y) {
  const along = Math.max(0, Math.abs(x - 0.5) - 0.38);
  return along ** 2 + (y - 0.8) ** 2 <= 0.055 ** 2;
}

/** How much of a pixel the shape covers, from 0 to 1. */
function covered(shape, column, row, size) {
  let hits = 0;
  for (let sample = 0; sample < samples ** 2; sample++) {
    const x = (column + ((sample % samples) + 0.5) / samples) / size;
    const y = (row + (Math.floor(sample / samples) + 0.5) / samples) / size;
    if (shape(x, y)) hits += 1;
  }
  return hits / samples ** 2;
}

/** A square picture; `pixel` gives red, green, blue and opacity. The format is that of the PNG specification. */
function toPng(size, pixel) {
  const rows = [];
  for (let row = 0; row < size; row++) {
    // Every row begins with its filter: none.
    rows.push(0);
    for (let column = 0; column < size; column++) rows.push(...pixel(column, row));
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  // Eight bits for each of red, green, blue and opacity.
  header.set([8, 6], 8);
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.from(rows))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type, data) {
  const content = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(content), 4);
  return Buffer.concat([frame.subarray(0, 4), content, frame.subarray(4)]);
}
