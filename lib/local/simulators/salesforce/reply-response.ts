import { Readable } from 'node:stream';
import { constants, createGzip } from 'node:zlib';
import { systemClock } from '../../../runtime/clock.ts';
import {
  DRIPPING_BODY,
  RESET_MID_BODY,
  SHORT_CONTENT_LENGTH,
  TRUNCATED_AT_ROW,
  TRUNCATED_BODY,
} from './faults/transport-faults.ts';
import type { VendorReply } from './vendor-router.ts';

const JSON_TYPE = 'application/json;charset=UTF-8';
/** Characters per chunk: few calls for millions of rows, little memory. */
const CHUNK_CHARACTERS = 65_536;
const FLUSH_MS = 5;
/** Bytes that a Content-Length promises beyond what is sent. */
const PROMISED_BYTES = 100;

/** How a reply goes out: whole, or as an armed fault of the connection leaves it. */
export interface Delivery {
  readonly fault: string | undefined;
  /** Wait between two letters of a dripping body. */
  readonly drip: () => Promise<void>;
  /** Closes the connection when what was sent is out. */
  readonly cut: () => void;
}

export function toResponse(reply: VendorReply, delivery: Delivery): Response {
  const { status, body, text, lines } = reply;
  const headers = new Headers(reply.headers);
  if (lines !== undefined) return lineResponse(reply.headers, status, lines, delivery);
  if (text === undefined && body === undefined) return new Response(null, { status, headers });
  headers.set('Content-Type', text?.type ?? JSON_TYPE);
  const content = text?.content ?? JSON.stringify(body);
  const { fault } = delivery;
  const sent = fault === TRUNCATED_BODY ? content.slice(0, Math.floor(content.length / 2)) : content;
  if (fault === SHORT_CONTENT_LENGTH)
    headers.set('Content-Length', String(Buffer.byteLength(content) + PROMISED_BYTES));
  if (fault === undefined || fault === TRUNCATED_BODY) return new Response(sent, { status, headers });
  return new Response(toStream(pieces(content, delivery)), { status, headers });
}

/** The text piece by piece, up to where the connection breaks. */
async function* pieces(content: string, { fault, drip, cut }: Delivery): AsyncGenerator<Buffer> {
  if (fault === DRIPPING_BODY) {
    for (const letter of content) {
      await drip();
      yield Buffer.from(letter);
    }
    return;
  }
  const end = fault === RESET_MID_BODY ? Math.floor(content.length / 2) : content.length;
  yield Buffer.from(content.slice(0, end));
  // The server gathers what comes at once: a pause lets the head and the first piece go out.
  await systemClock.sleep(FLUSH_MS);
  cut();
}

/** Sends rows as the caller reads them: no more of them is in memory than a chunk. */
function lineResponse(
  given: VendorReply['headers'],
  status: number,
  { type, rows, isGzipped }: NonNullable<VendorReply['lines']>,
  delivery: Delivery,
): Response {
  const { fault } = delivery;
  const headers = new Headers(given);
  headers.set('Content-Type', type);
  const half = Math.floor(Number(headers.get('Sforce-NumberOfRecords') ?? 0) / 2);
  if (fault === DRIPPING_BODY || fault === RESET_MID_BODY || fault === SHORT_CONTENT_LENGTH) {
    const text = [...rows].join('');
    if (fault === SHORT_CONTENT_LENGTH)
      headers.set('Content-Length', String(Buffer.byteLength(text) + PROMISED_BYTES));
    return new Response(toStream(pieces(text, delivery)), { status, headers });
  }
  const chunks = Readable.from(inChunks(cutRows(rows, fault, half)), { objectMode: false });
  if (!isGzipped) return new Response(Readable.toWeb(chunks), { status, headers });
  headers.set('Content-Encoding', 'gzip');
  const gzip = createGzip({ level: constants.Z_BEST_SPEED });
  return new Response(Readable.toWeb(chunks.pipe(gzip)), { status, headers });
}

/** Asks for a piece only when the one before is written: so a cut comes after it. */
const toStream = (source: AsyncGenerator<Buffer>): ReadableStream =>
  new ReadableStream(
    {
      pull: async (controller) => {
        const { value, done } = await source.next();
        if (done === true) controller.close();
        else controller.enqueue(value);
      },
    },
    { highWaterMark: 0 },
  );

/** The header and half of the rows; a truncated body ends within the next row. */
function* cutRows(rows: Iterable<string>, fault: string | undefined, half: number): Generator<string> {
  let count = -1;
  const isCut = fault === TRUNCATED_BODY || fault === TRUNCATED_AT_ROW;
  for (const row of rows) {
    count += 1;
    if (isCut && count > half) {
      if (fault === TRUNCATED_BODY) yield row.slice(0, Math.floor(row.length / 2));
      return;
    }
    yield row;
  }
}

function* inChunks(rows: Iterable<string>): Generator<Buffer> {
  let chunk = '';
  for (const row of rows) {
    chunk += row;
    if (chunk.length < CHUNK_CHARACTERS) continue;
    yield Buffer.from(chunk);
    chunk = '';
  }
  if (chunk !== '') yield Buffer.from(chunk);
}
