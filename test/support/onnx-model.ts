import type { OnnxModel } from '../../src/domain/model.ts';

/** A model of the onnx engine that nothing loads. */
export const microModelEntry: OnnxModel = {
  id: 'micro',
  title: 'Micro',
  engine: 'onnx',
  path: 'models/micro',
  dtype: 'fp32',
  parameters: 1,
  licence: 'Apache-2.0',
  chain: null,
  specimen: true,
  files: [],
};
