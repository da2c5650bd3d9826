/**
 * Fits the refusal scorer's model on all of XSTest's labelled replies and on our own, and writes it; and how often such a model
 * errs on a model that it never saw, for the correction of an audit's figures (src/scoring/refusal-errors.json):
 *
 *     node bin/run.mjs ../training/refusal/train ../shared/data
 *
 * The argument is the folder that holds xstest/. The same data gives the same file, in under a minute. How well such a model
 * does on models that it never saw is measured by test/scoring/refusal-protocol.test.ts, and by nothing here: a figure on its
 * own training data would say little.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readOwn, readXSTest, xstestModels } from './data.ts';
import { exampleOf, learn } from './learn.ts';
import { errorsOf, leaveModelOut } from './protocol.ts';

export function main([data]: string[]): number {
  if (data === undefined) {
    console.error('Say where the labelled data is: node bin/run.mjs ../training/refusal/train DATA');
    return 2;
  }
  const own = readOwn();
  const xstest = xstestModels.flatMap((model) =>
    readXSTest(model, readFileSync(`${data}/xstest/replies_${model}.jsonl`, 'utf8')),
  );
  const examples = [...xstest, ...own].map(exampleOf);
  const model = learn(examples);
  const about = {
    about:
      'Weights of the refusal scorer (src/scoring/refusal-model.ts), by training/refusal/train.ts. Hundredths of a logit: any refusal, full refusal.',
    trained:
      `${xstest.length} replies of XSTest (Röttger et al. 2024, https://github.com/paul-rottger/xstest, CC BY 4.0; ` +
      `changed: reduced to weights of features) and ${own.length} replies of our own (training/refusal, Apache-2.0)`,
  };
  const file = fileURLToPath(new URL('../../src/scoring/refusal-model.json', import.meta.url));
  const weights = Object.entries(model.weights)
    .map(([name, [any, full]]) => `    ${JSON.stringify(name)}: [${any}, ${full}]`)
    .join(',\n');
  const head = JSON.stringify({ ...about, intercept: 0 }, null, 2).replace(
    /"intercept": 0\n}$/,
    `"intercept": [${model.intercept.join(', ')}],\n  "weights": {\n${weights}\n  }\n}\n`,
  );
  writeFileSync(file, head);
  console.info(`${Object.keys(model.weights).length} features, ${head.length} bytes: ${file}`);
  const errors = errorsOf(leaveModelOut(examples));
  const errorsFile = fileURLToPath(
    new URL('../../src/scoring/refusal-errors.json', import.meta.url),
  );
  writeFileSync(errorsFile, `${JSON.stringify(errors, null, 2)}\n`);
  console.info(errors);
  return 0;
}
