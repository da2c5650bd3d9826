import { readFileSync } from 'node:fs';
import { PlumblineError } from '../../src/domain/fault.ts';
import {
  readReplyFile,
  replyFormats,
  type ReplyFile,
  type ReplyFormat,
} from '../../src/formats/reply-file.ts';

/** Formats by name; `auto` goes by what the file holds. */
export const formats = replyFormats;
export type Format = ReplyFormat;
export type OpenedFile = ReplyFile;

/**
 * Reads a file of samples, whichever of the formats it is in.
 * @throws PlumblineError where it cannot be read at all
 */
export async function openFile(
  path: string,
  asked: Format | null,
  group: string | null,
): Promise<OpenedFile> {
  try {
    return await readReplyFile(readFileSync(path), asked, group);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new PlumblineError(
      {
        kind: 'bad-request',
        message: `${path} cannot be compared. ${why}`,
        kept: 'Nothing was compared.',
      },
      { cause: error },
    );
  }
}
