/** Whether a value has members at all. */
export function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/** Whether a value has all of these methods, its own or inherited. */
export function hasMethods<K extends string>(
  value: unknown,
  names: readonly K[],
): value is Record<K, (...args: readonly unknown[]) => unknown> {
  return isObject(value) && names.every((name) => typeof Reflect.get(value, name) === 'function');
}
