// The onnx engine's worker in a browser that cannot switch stacks. The order of the two matters.
import './without-jspi.ts';
import '../../workers/onnx.ts';
