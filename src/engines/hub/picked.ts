import type { PickedFile } from './import-file.ts';

/** The files of `<input type="file" webkitdirectory>`, with their paths. */
export function fromFileList(files: Iterable<File>): PickedFile[] {
  return [...files].map((file) => ({
    path: file.webkitRelativePath === '' ? file.name : file.webkitRelativePath,
    file,
  }));
}

/** The files of a folder that `showDirectoryPicker` gave. */
export async function fromDirectory(
  folder: FileSystemDirectoryHandle,
  within = `${folder.name}/`,
): Promise<PickedFile[]> {
  const picked: PickedFile[] = [];
  for await (const entry of folder.values()) {
    const path = within + entry.name;
    if (isFolder(entry)) picked.push(...(await fromDirectory(entry, `${path}/`)));
    else picked.push({ path, file: await entry.getFile() });
  }
  return picked;
}

function isFolder(
  entry: FileSystemDirectoryHandle | FileSystemFileHandle,
): entry is FileSystemDirectoryHandle {
  return entry.kind === 'directory';
}

/** The files that were dropped on a page, folders with all that is in them. To be called in the drop's own event. */
export async function fromDrop(items: DataTransferItemList): Promise<PickedFile[]> {
  // The list is emptied as soon as the event is over: the entries are taken out of it at once.
  const entries = [...items].flatMap((item) => item.webkitGetAsEntry() ?? []);
  const picked = await Promise.all(entries.map((entry) => fromEntry(entry, '')));
  return picked.flat();
}

async function fromEntry(entry: FileSystemEntry, within: string): Promise<PickedFile[]> {
  const path = within + entry.name;
  if (isFileEntry(entry)) {
    const file = await new Promise<File>((resolve, reject) => {
      entry.file(resolve, reject);
    });
    return [{ path, file }];
  }
  if (!isDirectoryEntry(entry)) return [];
  const reader = entry.createReader();
  const picked: PickedFile[] = [];
  for (;;) {
    // A folder is handed out by the hundred; an empty hand is the end.
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => {
      reader.readEntries(resolve, reject);
    });
    if (some.length === 0) return picked;
    for (const one of some) picked.push(...(await fromEntry(one, `${path}/`)));
  }
}

function isFileEntry(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

function isDirectoryEntry(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}
