import type { DownloadProgress, StoredModel } from '../../../app/stored-models.svelte.ts';
import { duration, megabytes } from '../../format.ts';

/** What a stored model is called: its name in its repository, or its folder's where the manifest is lost. */
export function titleOf({ manifest, key }: Pick<StoredModel, 'manifest' | 'key'>): string {
  return manifest?.model ?? key;
}

/** Which revision it is, and how its weights are stored. */
export function revisionText({ manifest }: Pick<StoredModel, 'manifest'>): string {
  if (manifest === null) return 'what it holds is not known';
  const weights = manifest.engine === 'onnx' ? manifest.dtype : 'for web-llm';
  const { commit } = manifest;
  const revision = commit === null ? 'revision not known' : `revision ${commit.slice(0, 10)}`;
  return `${weights}, ${revision}`;
}

/** Files whose hash nobody published: the one that was found when they were first fetched is what they are held to. */
export function pinnedText({ manifest }: Pick<StoredModel, 'manifest'>): string {
  const pinned = (manifest?.files ?? []).filter(({ url }) => url !== undefined);
  if (pinned.length === 0) return '';
  const names = pinned.map(({ path }) => path).join(', ');
  return `; that of ${names} was published by nobody and is the one found when it was first fetched`;
}

/** How far a download or an import is: `1.2 GB of 1.4 GB, 12 MB a second, 20 s left` */
export function progressText({ loaded, total, rate, left }: DownloadProgress): string {
  const parts = [`${megabytes(loaded)} of ${megabytes(total)}`];
  if (rate !== null && rate > 0) parts.push(`${megabytes(rate)} a second`);
  if (left !== null) parts.push(`${duration(left)} left`);
  return parts.join(', ');
}
