import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as v from 'valibot';
import { expression } from '../../src/scoring/expression.ts';
import { labelled, labelledText } from './labelled.ts';

const score = (target: string, reply: string) =>
  expression.score({ kind: 'expression', target }, reply);
const isRight = (target: string, reply: string) => {
  const outcome = score(target, reply);
  return outcome.scored && outcome.value.right;
};

describe('what is the same', () => {
  it.each([
    ['\\begin{pmatrix} 1 \\\\ 2\\end{pmatrix}', '\\begin{pmatrix} 1 \\\\[2pt] 2\\end{pmatrix}'],
    ['\\left[\\begin{array}{cc}1&2\\end{array}\\right]', '\\begin{bmatrix}1&2\\end{bmatrix}'],
    ['1:2:3', '2:4:6'],
    ['+\\infty', '\\infty'],
    ['\\text{5 apples}', '5'],
    ['\\text{Tuesday}', '\\textbf{Tuesday}'],
    ['e^{x}e^{y}', 'e^{x+y}'],
    ['(x-1)^2+(y+2)^2=9', 'x^2-2x+y^2+4y=4'],
    ['|3+4i|', '5'],
    ['x>1, x \\ne 2', '(1,2)\\cup(2,\\infty)'],
    ['9:30\\text{ a.m.}', '9:30 AM'],
    ['\\frac{9}{7}', '1.2857'],
    ['$1$', '$100\\%$'],
    ['$\\frac{1}{3}$', '0.333333'],
    ['$0.5$', '$\\frac12$'],
    ['$3.0$', '3'],
    ['$1,000$', '$1000$'],
    ['1000', '1 000'],
    ['$1{,}000$', '1000'],
    ['$10\\,000$', '10000'],
    ['$\\{1,2,3\\}$', '$\\{3,2,1\\}$'],
    ['$\\{1,2,3\\}$', '$1,2,3$'],
    ['$(0,1)\\cup(1,2)$', '$(1,2)\\cup(0,1)$'],
    ['$(1,2)$', '$1<x<2$'],
    ['$1<x<2$', '$(1,2)$'],
    ['$x\\in(1,2)$', '$1<x<2$'],
    ['$x \\le 5$', '$(-\\infty,5]$'],
    ['$x>0$', '$0<x$'],
    ['$x=1$', '$1=x$'],
    ['$y=2x+3$', '$2x-y+3=0$'],
    ['$2x+3y=6$', '$4x+6y=12$'],
    ['$x\\neq 3$', '$(-\\infty,3)\\cup(3,\\infty)$'],
    ['$\\mathbb{R}\\setminus\\{3\\}$', '$(-\\infty,3)\\cup(3,\\infty)$'],
    ['$\\mathbb{R}$', '$(-\\infty,\\infty)$'],
    ['$\\emptyset$', '$\\{\\}$'],
    ['$\\emptyset$', '$\\varnothing$'],
    ['$x^2-1$', '$(x-1)(x+1)$'],
    ['$\\frac{x^2-1}{x-1}$', '$x+1$'],
    ['$2\\sqrt{3}$', '$\\sqrt{12}$'],
    ['$\\frac{\\sqrt{2}}{2}$', '$\\frac{1}{\\sqrt{2}}$'],
    ['$\\sqrt[3]{8}$', '2'],
    ['$\\sqrt[3]{-8}$', '-2'],
    ['$2^{10}$', '1024'],
    ['$5!$', '120'],
    ['$\\binom{5}{2}$', '10'],
    ['$e^{i\\pi}$', '-1'],
    ['$\\ln 4$', '$2\\ln 2$'],
    ['$\\log_2 8$', '3'],
    ['$\\log 100$', '2'],
    ['$\\sin 30^\\circ$', '$\\frac12$'],
    ['$\\cos\\frac{\\pi}{3}$', '0.5'],
    ['$\\sin^2 x+\\cos^2 x$', '1'],
    ['$\\sin 2x$', '$2\\sin x\\cos x$'],
    ['$\\sqrt{x^2}$', '$|x|$'],
    ['$\\begin{pmatrix}1\\\\2\\end{pmatrix}$', '$(1,2)$'],
    ['$\\begin{pmatrix}1&2\\\\3&4\\end{pmatrix}$', '$\\begin{bmatrix}1&2\\\\3&4\\end{bmatrix}$'],
    [
      '$\\begin{bmatrix} \\frac12 \\\\ 2\\end{bmatrix}$',
      '$\\frac12\\begin{bmatrix} 1 \\\\ 4\\end{bmatrix}$',
    ],
    ['$1\\pm\\sqrt{2}$', '$1+\\sqrt2, 1-\\sqrt2$'],
    ['$x=\\pm 2$', '$x=2$ or $x=-2$'],
    ['$x=\\pm2$', '$\\{-2,2\\}$'],
    ['$\\text{Monday}$', 'Monday'],
    ['$\\text{(C)}$', 'C'],
    ['\\text{(C)}', 'The answer is (C).'],
    ['\\text{(C)}', '\\boxed{C}'],
    ['C', '(C)'],
    ['\\text{even}', 'Even'],
    ['63_8', '63_{8}'],
    ['63_8', '\\boxed{63}'],
    ['$6.2 \\text{ cents}$', '6.2'],
    ['$\\$41,250$', '41250'],
    ['\\$36', 'The answer is $36.'],
    ['\\$36', 'The answer is \\$36.00.'],
    ['17\\mbox{ cm}^2', '17 cm^2'],
    ['17\\mbox{ cm}^2', '$17\\text{ square centimeters}$'],
    ['90^\\circ', '90 degrees'],
    ['90^\\circ', '$90$'],
    ['90°', '$\\boxed{90^{\\circ}}$'],
    ['\\frac43', '4/3'],
    ['14\\frac{2}{5}', '14.4'],
    ['14\\frac{2}{5}', '72/5'],
    ['2 1/2', '2.5'],
    ['131 \\frac{1}{2}', '\\boxed{131.5}'],
    ['(3,\\frac{\\pi}{2})', '\\left(3, \\frac{\\pi}{2}\\right)'],
    ['7-4i', '-4i+7'],
    ['m-n', '\\boxed{-n+m}'],
    ['3,5,7', '\\boxed{7, 5, 3}'],
    ['1,-2', 'x = 1 and x = -2'],
    ['$1:2$', '$\\frac12$'],
    ['3:4', '6:8'],
    ['7:30', '7:30'],
    ['7:30 p.m.', '7:30 PM'],
    ['2x+1', 'y=2x+1'],
    ['f(x)=2x+1', '2x+1'],
    ['x=2, y=3', '(2,3)'],
    ['(x,y)=(2,3)', 'x=2,y=3'],
    ['x=2,y=3', 'y=3,x=2'],
    ['x=2, y=3', '\\boxed{2,3}'],
    ['10^{-3}', '0.001'],
    ['1.2\\times10^5', '120000'],
    ['6.02\\times 10^{23}', '6.02 \\cdot 10^{23}'],
    ['0.\\overline{3}', '1/3'],
    ['0.1\\overline{6}', '\\frac16'],
    ['$-\\frac{1}{2}$', '$\\frac{-1}{2}$'],
    ['$-\\frac{1}{2}$', '$\\frac{1}{-2}$'],
    ['$-0.5$', '−0.5'],
    ['.5', '0.5'],
    ['x \\geq 1 \\text{ and } x \\leq 3', '[1,3]'],
    ['x<1 \\text{ or } x>3', '(-\\infty,1)\\cup(3,\\infty)'],
    ['a>b', 'b<a'],
    ['2a>2b', 'a>b'],
    ['\\left\\{\\frac12, 3\\right\\}', '\\{3, 0.5\\}'],
    ['\\{x \\mid x > 2\\}', '(2,\\infty)'],
    ['\\{x\\in\\mathbb{R} : x>2\\}', '(2,\\infty)'],
    ['2|x|', '|2x|'],
    ['\\lfloor 3.7\\rfloor', '3'],
    ['\\frac{a}{b}', 'a/b'],
    ['\\frac{1}{2}x', 'x/2'],
    ['xy', 'yx'],
    ['x^{12}', 'x^12'],
    ['\\sqrt{13}', '√13'],
    ['3\\sqrt{13}', '3*sqrt(13)'],
    ['2\\pi', '2π'],
    ['2\\pi', '6.283185'],
    ['10\\%', '0.1'],
    ['10\\%', '10'],
    ['10%', '10 percent'],
    ['\\frac{1}{2}\\%', '0.5\\%'],
    ['\\text{no solution}', 'No solution'],
    ['\\text{no real solutions}', '\\boxed{\\text{No real solutions}}'],
    ['4', '**4**'],
    ['4', 'The final answer is **4**.'],
    ['4', 'So we get x = 4.'],
    ['\\frac{3}{4}', 'Therefore, the probability is 3/4.'],
    ['5', 'I get 5 apples in total.'],
    ['x^2+2x+1', 'x^2 + 2x + 1 = (x+1)^2'],
    ['n(n+1)/2', '\\frac{n^2+n}{2}'],
    ['2^{n}-1', '2^n-1'],
    ['C_n', 'C_n'],
    ['a_n=2n+1', '2n+1'],
    ['\\vec{v}=(1,2)', '(1,2)'],
    ['\\mathbf{v}', '\\mathbf{v}'],
    ['y=-2x', '$y = -2x$.'],
    ['(-\\infty, 2) \\cup (3, \\infty)', 'x<2 or x>3'],
    ['(-∞, 2)', 'x < 2'],
    ['\\langle 1,2,3\\rangle', '(1,2,3)'],
    ['[1,2,3]', '(1,2,3)'],
    ['13', '13 \\text{ km/h}'],
    ['13', '13 km/h'],
    ['13', '$13$ miles per hour'],
    ['25 \\text{ m/s}', '25 m/s'],
    ['100', '100 m'],
    ['x=5', '5'],
    ['$\\frac{1}{2}$ and $\\frac{1}{3}$', '\\boxed{\\frac13, \\frac12}'],
    ['$0.1$', '0.10'],
    ['\\tan^{-1}(1)', '\\frac{\\pi}{4}'],
    ['\\arctan 1', '\\pi/4'],
    ['e^{2}', 'e^2'],
    ['\\exp(2)', 'e^2'],
    ['\\sqrt{2}', '1.414214'],
    ['(2,3),(4,5)', '(4,5),(2,3)'],
    ['\\{(1,2),(3,4)\\}', '(3,4),(1,2)'],
    ['\\frac{\\pi}{2}+k\\pi', 'k\\pi+\\frac{\\pi}{2}'],
    ['0', '\\boxed{0}'],
    ['$1+2+3$', '6'],
    ['\\dfrac{7}{4}', '\\boxed{1.75}'],
    ['10', '\\boxed{10.}'],
    ['1,234', '1234'],
  ])('%s and %s', (target, reply) => {
    expect(isRight(target, reply)).toBe(true);
  });
});

describe('what is not the same', () => {
  it.each([
    ['$\\frac{1}{3}$', '0.33'],
    ['$\\{1,2\\}$', '$\\{1,3\\}$'],
    ['$\\{1,2\\}$', '$(1,2)$'],
    ['$[0,1]$', '$\\{0,1\\}$'],
    ['$[0,1]$', '$(0,1)$'],
    ['$x=1$', '$y=1$'],
    ['$2x+3y=6$', '$2x+3y=5$'],
    ['$x^2-1$', '$(x-1)^2$'],
    ['$|x|$', '$x$'],
    ['$\\begin{pmatrix}1&2\\\\3&4\\end{pmatrix}$', '$\\begin{pmatrix}1&3\\\\2&4\\end{pmatrix}$'],
    ['$\\pm 3$', '$3$'],
    ['\\text{Monday}', 'The answer is \\boxed{\\text{Tuesday}}.'],
    ['A', '\\boxed{B}'],
    ['63_8', '\\boxed{51}'],
    ['7-4i', '7+4i'],
    ['3,5,7', '\\boxed{3,5}'],
    ['12:00', '12:30'],
    ['x=2,y=3', 'x=3,y=2'],
    ['2\\pi', '6.28'],
    ['x+y=5', '5'],
    ['$2$', '$2.0000001$'],
    ['(2,3),(4,5)', '(2,3),(5,4)'],
    ['k\\pi, k \\in \\mathbb{Z}', 'k\\pi'],
    ['0', '\\boxed{1}'],
    ['$x$', '$X$'],
    ['$2,3$', '$2.3$'],
    ['$1,5$', '$15$'],
    ['(1,234)', '1234'],
    ['x > 5', 'x < 5'],
    ['1:2:3', '1:2:4'],
    ['2^{100}', '1267650600228229401496703205377'],
    ['-\\infty', '\\infty'],
    ['\\frac{9}{7}', '1.2858'],
    ['1/0', '0/0'],
    ['10^{10^{10}}', '10^{10^{10}} + 1'],
    ['9^{99999999}', '9^{99999998}'],
    ['1,2', '1.2'],
    ['\\frac{1}{3}', '0.3333\\ldots4'],
    ['x = 5', 'x = 6'],
    ['y = 2x', 'y = 3x'],
    ['2x > 4', 'x < 2'],
    ['[-1, 1]', '(-1, 1]'],
  ])('%s and %s', (target, reply) => {
    expect(isRight(target, reply)).toBe(false);
  });
});

describe('the final answer', () => {
  it.each([
    ['So \\boxed{3}. No: \\boxed{\\frac{1}{2}}, as $x = 4$.', '\\frac{1}{2}'],
    ['They are \\boxed{1} and \\boxed{-2}.', '1, -2'],
    ['First \\boxed{1}.\nThen, after more thought, \\boxed{2}.', '2'],
    ['It is \\boxed 7.', '7'],
    ['The answer is $x = 5$. Check: $5 + 1 = 6$.', 'x = 5'],
    ['The answer is 3/4. I hope so.', '3/4'],
    ['**Answer:** 12 cm', '12 cm'],
    ['Final Answer: The largest $n$ is 34.', '34'],
    ['8 * 5 = 40\n#### 40', '40'],
    ['Then \\(y = 2\\), and so \\[y + 1 = 3\\]', 'y + 1 = 3'],
    ['So $n$ is 34', '34'],
    ['It costs $5, that is 5 dollars in all.', '5'],
    ['The area is 4*sqrt(3).', '4*sqrt(3)'],
    ['Monday', 'Monday'],
  ])('of %j is %j', (reply, answer) => {
    expect(score('1', reply)).toMatchObject({ value: { answer } });
  });

  it('is told with its place', () => {
    const reply = 'So they are \\boxed{1} and \\boxed{-2}.';
    const outcome = score('-2, 1', reply);
    const shown =
      outcome.scored && outcome.evidence.map(({ start, end }) => reply.slice(start, end));
    expect(shown).toEqual(['1', '-2']);
    expect(outcome).toMatchObject({ value: { right: true } });
  });

  it('is not there in a text that says none', () => {
    for (const reply of ['I do not know how to go on. Sorry, I give up.', '...', ' ']) {
      expect(score('1', reply)).toEqual({ scored: false, reason: 'unparsed' });
    }
  });

  it('needs a target', () => {
    expect(score(' ', '1')).toEqual({ scored: false, reason: 'bad-target' });
  });
});

describe('any two answers', () => {
  const whole = fc.integer({ min: -999, max: 999 });
  const positive = fc.integer({ min: 1, max: 99 });

  it('are the same exactly where their fractions are', () => {
    fc.assert(
      fc.property(whole, positive, whole, positive, (a, b, c, d) => {
        expect(isRight(`\\frac{${a}}{${b}}`, `\\boxed{${c}/${d}}`)).toBe(a * d === b * c);
        expect(isRight(`${a}/${b}`, `\\frac{${3 * a}}{${3 * b}}`)).toBe(true);
      }),
    );
  });

  it('are the same expanded and factored, and only so', () => {
    fc.assert(
      fc.property(whole, whole, (a, b) => {
        const factored = `(x + ${a})(x + ${b})`.replaceAll('+ -', '- ');
        const expanded = (c: number) => `x^2 + ${a + b}x + ${a * b + c}`.replaceAll('+ -', '- ');
        expect(isRight(factored, `\\boxed{${expanded(0)}}`)).toBe(true);
        expect(isRight(factored, `\\boxed{${expanded(1)}}`)).toBe(false);
      }),
    );
  });

  it('are the same whichever is the target, and any is the same as itself', () => {
    const answer = fc.constantFrom(
      '1',
      'x + 1',
      '(1, 2)',
      '\\{1, 2\\}',
      '[1, 2)',
      'x > 1',
      '\\pm 2',
      'y = x',
      '1, 2',
    );
    fc.assert(
      fc.property(answer, answer, (a, b) => {
        expect(isRight(a, b)).toBe(isRight(b, a));
        expect(isRight(a, a)).toBe(true);
      }),
    );
  });
});

describe('what is made to break a reader', () => {
  it.each([
    ...[
      ' ',
      '1',
      '(',
      '1,',
      '{',
      '\\',
      '$',
      '$a',
      '\\(',
      '\\boxed{',
      '\\boxed{1} and ',
      'answer is ',
      'answer: *',
    ],
    ...['<think>', '####', '=', '\n', 'a.', '**', '-'],
  ])('is answered in a million characters of %j', (piece) => {
    expect(isRight('5', piece.repeat(1e6 / piece.length))).toBe(false);
  });

  it.each([
    ...[
      '10^{10^{10}}',
      '9!!!!!!',
      '(((9!)!)!)!',
      `2${'^2'.repeat(900)}`,
      '\\binom{1000}{500}',
      '-'.repeat(1900) + '1',
    ],
    ...[
      '('.repeat(900) + '1' + ')'.repeat(900),
      '{'.repeat(900) + '1' + '}'.repeat(900),
      '|'.repeat(1800),
    ],
    ...[
      '\\sqrt'.repeat(300) + '1',
      '\\frac1'.repeat(300) + '1',
      '\\{1,'.repeat(35) + '\\}'.repeat(35),
      '\\pm1,'.repeat(300),
    ],
    ...[
      '1,'.repeat(900) + '1',
      'x<'.repeat(900) + 'x',
      '(0,1)\\setminus'.repeat(130) + '(0,1)',
      'a='.repeat(900) + 'a',
    ],
    ...[
      '\\begin{pmatrix}' + '1&'.repeat(800) + '1\\end{pmatrix}',
      'x+'.repeat(900) + 'x',
      'x^'.repeat(900) + 'x',
    ],
  ])('is answered in a box: %#', (hostile) => {
    expect(isRight('5', `\\boxed{${hostile}}`)).toBe(false);
    expect(isRight('\\{1, x\\}', `\\boxed{${hostile}}`)).toBe(false);
  });

  it('says something of any text', () => {
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom(
            ...'\\{}$^_()[]|12x+-,=<!&'.split(''),
            '\\frac',
            '\\sqrt',
            '\\text',
          ),
        }),
        (text) => {
          score(`\\boxed{${text}}`, `\\boxed{${text} }`);
          score('1', text);
        },
      ),
    );
  });
});

const SolutionSchema = v.object({
  id: v.string(),
  target: v.string(),
  reply: v.string(),
  is_correct: v.boolean(),
});
const solutions = labelled('math/qwen_solutions.jsonl', SolutionSchema);

describe('on MATH', () => {
  it.skipIf(solutions === null)('agrees with a sympy grader, but for its one mistake', () => {
    const rows = solutions ?? [];
    const parted = rows.filter(
      ({ target, reply, is_correct }) => isRight(target, reply) !== is_correct,
    );
    console.info(
      `math on solutions of MATH: agrees with the grader on ${rows.length - parted.length} of ${rows.length}`,
    );
    // The reply ends in \boxed{10000}, and the grader did not read the target's comma.
    expect(parted.map(({ id, target, is_correct }) => [id, target, is_correct])).toEqual([
      ['72-7', '10{,}000', false],
    ]);
  });

  const problems = labelled(
    'math/math500.jsonl',
    v.object({ answer: v.string(), solution: v.string() }),
  );
  it.skipIf(problems === null)('finds every reference solution right', () => {
    const right = (problems ?? []).filter(({ answer, solution }) => isRight(answer, solution));
    console.info(
      `math on MATH-500: ${right.length} of ${problems?.length ?? 0} reference solutions are right`,
    );
    expect(right).toHaveLength(problems?.length ?? 0);
  });
});

const PairSchema = v.object({
  gold: v.string(),
  pred: v.string(),
  expected: v.optional(v.number()),
  result: v.optional(v.number()),
});
const pairs = labelledText('math/equivalence_cases.json');

describe('on pairs of a library’s tests', () => {
  it.skipIf(pairs === null)('finds most as that library does', () => {
    const rows = v.parse(v.array(PairSchema), JSON.parse(pairs ?? '[]'));
    const agrees = ({ gold, pred, expected, result }: (typeof rows)[number]) =>
      isRight(gold, pred) === ((expected ?? result) === 1);
    const half = (of: number) => {
      const some = rows.filter((_, at) => at % 2 === of);
      return { n: some.length, agree: some.filter(agrees).length };
    };
    const [even, odd] = [half(0), half(1)];
    console.info(
      `math on pairs: ${even.agree} of ${even.n} with an even index (developed on), ${odd.agree} of ${odd.n} with an odd one`,
    );
    expect(even.agree).toBe(even.n);
    expect((even.agree + odd.agree) / rows.length).toBeGreaterThan(0.94);
  });
});
