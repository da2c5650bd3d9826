import asyncifyWasm from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.wasm?url';
import asyncifyFactory from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.mjs?url';
import jspiWasm from 'onnxruntime-web/ort-wasm-simd-threaded.jspi.wasm?url';
import jspiFactory from 'onnxruntime-web/ort-wasm-simd-threaded.jspi.mjs?url';

/** How ONNX Runtime's WebAssembly waits for promises: by the browser's own stack switching, or by code that was rewritten for it. */
export type RuntimeBuild = 'jspi' | 'asyncify';

/** Addresses of a build's two files on this origin. Both builds ship; only the one that is used is fetched. */
export interface RuntimePaths {
  readonly mjs: string;
  readonly wasm: string;
}

const paths: Readonly<Record<RuntimeBuild, RuntimePaths>> = {
  jspi: absolute(jspiFactory, jspiWasm),
  asyncify: absolute(asyncifyFactory, asyncifyWasm),
};

/** JSPI where the browser has it: the code is smaller, and a step took half of the time. The kernels are the same, and so are the logits. */
export function runtimeBuild(): RuntimeBuild {
  return 'Suspending' in WebAssembly ? 'jspi' : 'asyncify';
}

export function runtimePaths(build: RuntimeBuild = runtimeBuild()): RuntimePaths {
  return paths[build];
}

function absolute(mjs: string, wasm: string): RuntimePaths {
  return { mjs: new URL(mjs, import.meta.url).href, wasm: new URL(wasm, import.meta.url).href };
}
