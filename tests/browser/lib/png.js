/* Makes a picture of a page smaller: the 255 colours it has most of, one byte a
   point. Pages have few colours, so that nothing is seen of it. */
import { readFileSync, writeFileSync } from "node:fs";
import { crc32, deflateSync, inflateSync } from "node:zlib";

const SIGNATURE = Buffer.from("89504e470d0a1a0a", "hex");
const COLOURS = 256;

function* chunks(png) {
  for (let at = 8; at < png.length;) {
    const length = png.readUInt32BE(at);
    const type = png.toString("latin1", at + 4, at + 8);
    yield { type, data: png.subarray(at + 8, at + 8 + length) };
    at += 12 + length;
  }
}

const paeth = (a, b, c) => {
  const p = a + b - c;
  const [pa, pb, pc] = [a, b, c].map((value) => Math.abs(p - value));
  if (pa <= pb && pa <= pc) return a;
  return pb <= pc ? b : c;
};
const GUESS = [() => 0, (a) => a, (a, b) => b, (a, b) => (a + b) >> 1, paeth];

/* The points of an 8-bit picture without interlacing: {width, height, step,
   points}, step bytes each. */
function decode(png) {
  const all = [...chunks(png)];
  const head = all.find(({ type }) => type === "IHDR").data;
  const [width, height] = [head.readUInt32BE(0), head.readUInt32BE(4)];
  const step = { 2: 3, 6: 4 }[head[9]];
  const raw = inflateSync(Buffer.concat(
    all.filter(({ type }) => type === "IDAT").map(({ data }) => data)));
  const row = width * step;
  const points = Buffer.alloc(row * height);
  for (let y = 0; y < height; y += 1) {
    const guess = GUESS[raw[y * (row + 1)]];
    for (let x = 0; x < row; x += 1) {
      const at = y * row + x;
      const left = x >= step ? points[at - step] : 0;
      const up = y ? points[at - row] : 0;
      const corner = x >= step && y ? points[at - row - step] : 0;
      points[at] = raw[y * (row + 1) + 1 + x] + guess(left, up, corner);
    }
  }
  return { width, height, step, points };
}

/* The colours that are used most, and for every other one the nearest. */
function palette({ step, points }) {
  const count = new Map();
  for (let at = 0; at < points.length; at += step) {
    const colour = points.readUIntBE(at, 3);
    count.set(colour, (count.get(colour) ?? 0) + 1);
  }
  const byUse = [...count].sort((a, b) => b[1] - a[1]).map(([one]) => one);
  const kept = byUse.slice(0, COLOURS);
  const parts = (one) => [one >> 16, (one >> 8) & 255, one & 255];
  const distance = (a, b) => parts(a).reduce((sum, part, i) =>
    sum + (part - parts(b)[i]) ** 2, 0);
  const index = new Map(kept.map((one, i) => [one, i]));
  for (const other of byUse.slice(COLOURS)) {
    let best = 0;
    for (let i = 1; i < kept.length; i += 1) {
      if (distance(kept[i], other) < distance(kept[best], other)) best = i;
    }
    index.set(other, best);
  }
  return { kept, index };
}

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}

function encode(picture) {
  const { width, height, step, points } = picture;
  const { kept, index } = palette(picture);
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 3, 0, 0, 0], 8);
  const raw = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const colour = points.readUIntBE((y * width + x) * step, 3);
      raw[y * (width + 1) + 1 + x] = index.get(colour);
    }
  }
  const colours = Buffer.from(kept.flatMap((one) =>
    [one >> 16, (one >> 8) & 255, one & 255]));
  return Buffer.concat([SIGNATURE, chunk("IHDR", head),
    chunk("PLTE", colours), chunk("IDAT", deflateSync(raw, { level: 9 })),
    chunk("IEND", Buffer.alloc(0))]);
}

export function smaller(file) {
  writeFileSync(file, encode(decode(readFileSync(file))));
}
