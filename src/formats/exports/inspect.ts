import { sides, type Side } from '../../domain/pair.ts';
import { zip } from '../zip.ts';
import { encode, jsonFile, pathPart, type ExportedAudit, type ExportFile } from './exported.ts';
import { inspectLog } from './inspect-log.ts';

/** Inspect logs as JSON, one a model. */
export function writeInspect(audit: ExportedAudit): ExportFile[] {
  return sides.map((side) => {
    const { header, samples } = inspectLog(audit, side);
    return jsonFile(`${nameOf(audit, side)}.json`, { ...header, samples });
  });
}

/** Inspect logs as `.eval` archives, one a model: a member for each sample, so that a viewer reads only what it shows. */
export function writeInspectArchives(audit: ExportedAudit): ExportFile[] {
  return sides.map((side) => {
    const { header, samples } = inspectLog(audit, side);
    const { version, eval: spec, plan } = header;
    const json = (value: unknown) => encode(JSON.stringify(value));
    const members = new Map<string, Uint8Array>([
      ['_journal/start.json', json({ version, eval: spec, plan })],
      ...samples.map((one) => [`samples/${one.id}_epoch_${one.epoch}.json`, json(one)] as const),
      [
        'summaries.json',
        json(
          samples.map(({ id, epoch, input, target, scores, uuid, model_usage }) => ({
            id,
            epoch,
            uuid,
            input,
            target,
            metadata: {},
            scores,
            model_usage,
            completed: true,
          })),
        ),
      ],
      ['header.json', json(header)],
    ]);
    return { name: `${nameOf(audit, side)}.eval`, bytes: zip(members) };
  });
}

const nameOf = ({ record }: ExportedAudit, side: Side) =>
  `${side}_${pathPart(record.models[side].id)}`;
