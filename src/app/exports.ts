/** What a page shows of the formats, and how it saves several files as one. Fetched when they are asked for. */
export { archived, exportFormats, exportIds, type ExportId } from '../formats/exports/registry.ts';
