import type { MLCEngineInterface } from '@mlc-ai/web-llm';
import { PlumblineError } from '../../domain/fault.ts';
import { isObject, hasMethods } from './guards.ts';

/** The library's tokenizer. It writes special tokens out when it decodes. */
export interface Tokenizer {
  encode(text: string): Int32Array;
  decode(ids: Int32Array): string;
}

/** The library's conversation: the model's own template, filled. */
export interface Conversation {
  override_system_message: string | undefined;
  readonly config: {
    readonly role_templates?: Readonly<Record<string, string>>;
    readonly system_prefix_token_ids?: readonly number[] | null;
    readonly stop_token_ids: readonly number[];
    readonly stop_str: readonly string[];
  };
  appendMessage(role: string, message: string): void;
  appendReplyHeader(role: string): void;
  appendEmptyThinkingReplyHeader(role: string, block: string): void;
  finishReply(message: string): void;
  getPromptArray(config: unknown): unknown[];
  reset(): void;
}

/**
 * What of a loaded model the library keeps to itself and we cannot do without: the tokenizer, because replies are split by token ids,
 * and the conversation, because a text is read behind the same prompt that a reply is written behind.
 */
export interface Pipeline {
  readonly tokenizer: Tokenizer;
  readonly config: { readonly vocab_size: number };
  readonly contextWindowSize: number;
  readonly prefillChunkSize: number;
  readonly kvStateKind?: unknown;
  getConversationObject(): Conversation;
}

/**
 * Reaches into the installed version of the library, whose number is pinned, and checks what it finds.
 * @throws PlumblineError `engine-failed` where another version keeps its parts elsewhere, or nothing was loaded
 */
export function pipelineOf(engine: MLCEngineInterface, id: string): Pipeline {
  const pipelines: unknown = Reflect.get(engine, 'loadedModelIdToPipeline');
  const pipeline: unknown = pipelines instanceof Map ? pipelines.get(id) : undefined;
  if (isPipeline(pipeline)) return pipeline;
  throw new PlumblineError({
    kind: 'engine-failed',
    message:
      pipeline === undefined
        ? 'The library ended the load without a model.'
        : 'This version of web-llm is put together in a way that Plumbline does not know.',
    kept: 'Every stored reply is kept.',
    remedy: 'Try again; if it stays so, install Plumbline anew.',
  });
}

function isPipeline(value: unknown): value is Pipeline {
  return (
    isObject(value) &&
    'tokenizer' in value &&
    hasMethods(value.tokenizer, ['encode', 'decode']) &&
    'config' in value &&
    isObject(value.config) &&
    'vocab_size' in value.config &&
    typeof value.config.vocab_size === 'number' &&
    'contextWindowSize' in value &&
    typeof value.contextWindowSize === 'number' &&
    'prefillChunkSize' in value &&
    typeof value.prefillChunkSize === 'number' &&
    'getConversationObject' in value &&
    typeof value.getConversationObject === 'function' &&
    isConversation(value.getConversationObject.call(value))
  );
}

function isConversation(value: unknown): value is Conversation {
  return (
    hasMethods(value, [
      'appendMessage',
      'appendReplyHeader',
      'appendEmptyThinkingReplyHeader',
      'finishReply',
      'getPromptArray',
      'reset',
    ]) &&
    'config' in value &&
    isObject(value.config) &&
    'stop_token_ids' in value.config &&
    Array.isArray(value.config.stop_token_ids) &&
    'stop_str' in value.config &&
    Array.isArray(value.config.stop_str)
  );
}
