Reflect.deleteProperty(WebAssembly, 'Suspending');

export {};
