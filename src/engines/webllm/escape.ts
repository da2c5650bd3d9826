/** The part of a conversation's template that texts are put into. */
export interface TextTemplate {
  readonly role_templates?: Readonly<Partial<Record<string, string>>> | undefined;
}

/** Cut out of every message that went through a template, for calls of functions that are never made here. */
const functions = '{function_string}';

/**
 * A message so that it comes out of the library's template as it is. The library fills templates by `String.replace`, where `$$`,
 * `$&`, `` $` `` and `$'` in a text mean something else; a message whose role has no template is taken as it is.
 */
export function protectMessage(
  text: string,
  role: 'system' | 'user' | 'assistant',
  { role_templates: templates }: TextTemplate,
): string {
  if (role === 'system') return protectDollars(text);
  const template = templates?.[role];
  if (template === undefined) return text;
  const cutsText = !template.split(`{${role}_message}`)[0]?.includes(functions);
  return protectDollars(cutsText ? text.replace(functions, () => functions + functions) : text);
}

function protectDollars(text: string): string {
  return text.replaceAll('$', () => '$$');
}
