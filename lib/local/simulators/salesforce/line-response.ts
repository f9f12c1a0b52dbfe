import { Readable } from 'node:stream';
import { constants, createGzip } from 'node:zlib';
import type { VendorReply } from './vendor-router.ts';

/** Characters per chunk: few enough calls for millions of rows, little enough memory. */
const CHUNK_CHARACTERS = 65_536;

/** Sends a result line by line as the caller reads it: no more of it is in memory than a chunk. */
export function toLineResponse(
  status: number,
  headers: Headers,
  { type, rows, isGzipped }: NonNullable<VendorReply['lines']>,
): Response {
  headers.set('Content-Type', type);
  const chunks = Readable.from(inChunks(rows), { objectMode: false, highWaterMark: 2 * CHUNK_CHARACTERS });
  if (!isGzipped) return new Response(Readable.toWeb(chunks), { status, headers });
  headers.set('Content-Encoding', 'gzip');
  const gzip = createGzip({ level: constants.Z_BEST_SPEED });
  return new Response(Readable.toWeb(chunks.pipe(gzip)), { status, headers });
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
