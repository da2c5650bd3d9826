import { textsOf, type Item } from '../../domain/item.ts';
import type { Reply } from '../../domain/reply.ts';

/** What is asked as one text: a lone message as it is, several as JSON, which other tools write for chats. */
export function askedText({ messages, task }: Item): string {
  const [first, ...more] = messages;
  if (first === undefined) return textsOf(task)?.join('\n') ?? '';
  return more.length === 0 && first.role === 'user' ? first.content : JSON.stringify(messages);
}

/** What a right reply is held against, as a text; '' where there is no such thing. */
export function targetText({ task }: Item): string {
  switch (task.kind) {
    case 'refusal':
      return task.expect;
    case 'choice':
      return task.correct === undefined ? '' : (task.options[task.correct] ?? '');
    case 'agreement':
      return task.statement;
    case 'secret':
      return task.secret;
    case 'number':
    case 'expression':
      return task.target;
    case 'rating':
      return task.human === undefined ? '' : String(task.human);
    case 'continuation':
    case 'preference':
      return '';
  }
}

/** A reply as one text, its chain between marks. What ended inside its chain is left open. */
export function replyText({ chain, answer }: Reply): string {
  if (answer === null) return `<think>${chain ?? ''}`;
  return chain === null ? answer : `<think>${chain}</think>${answer}`;
}
