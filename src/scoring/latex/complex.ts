/** A complex number. */
export interface Complex {
  readonly re: number;
  readonly im: number;
}

export const real = (re: number): Complex => ({ re, im: 0 });
export const add = (a: Complex, b: Complex): Complex => ({ re: a.re + b.re, im: a.im + b.im });
export const times = (a: Complex, b: Complex): Complex => ({
  re: a.re * b.re - a.im * b.im,
  im: a.re * b.im + a.im * b.re,
});
export const negative = (a: Complex): Complex => ({ re: -a.re, im: -a.im });
export const size = (a: Complex): number => Math.hypot(a.re, a.im);
export const isFinite = (a: Complex): boolean => Number.isFinite(a.re) && Number.isFinite(a.im);

export function over(a: Complex, b: Complex): Complex {
  const below = b.re * b.re + b.im * b.im;
  return {
    re: (a.re * b.re + a.im * b.im) / below,
    im: (a.im * b.re - a.re * b.im) / below,
  };
}

export function exp(a: Complex): Complex {
  const length = Math.exp(a.re);
  return a.im === 0 ? real(length) : { re: length * Math.cos(a.im), im: length * Math.sin(a.im) };
}

/** The principal logarithm: its imaginary part is above −π, and π at most. */
export function log(a: Complex): Complex {
  return { re: Math.log(size(a)), im: Math.atan2(a.im, a.re) };
}

/** The principal value. Whole powers are multiplied out, which is good to the last digits. */
export function power(base: Complex, exponent: Complex): Complex {
  const n = exponent.re;
  if (exponent.im === 0 && Number.isInteger(n) && Math.abs(n) <= 1024) {
    return n < 0 ? over(real(1), whole(base, -n)) : whole(base, n);
  }
  if (base.im === 0 && base.re >= 0 && exponent.im === 0) return real(base.re ** n);
  return exp(times(exponent, log(base)));
}

function whole(base: Complex, n: number): Complex {
  let [result, square] = [real(1), base];
  for (let rest = n; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) result = times(result, square);
    square = times(square, square);
  }
  return result;
}

/** The n-th root; of a negative number with an odd n the real one, as schools have it. */
export function root(a: Complex, n: Complex): Complex {
  const odd = n.im === 0 && Math.abs(n.re % 2) === 1;
  if (odd && a.im === 0 && a.re < 0) return real(-((-a.re) ** (1 / n.re)));
  if (n.re === 2 && n.im === 0 && a.im === 0) {
    return a.re < 0 ? { re: 0, im: Math.sqrt(-a.re) } : real(Math.sqrt(a.re));
  }
  return power(a, over(real(1), n));
}

const i: Complex = { re: 0, im: 1 };

export function sin(a: Complex): Complex {
  if (a.im === 0) return real(Math.sin(a.re));
  const up = exp(times(i, a));
  return over(add(up, negative(over(real(1), up))), { re: 0, im: 2 });
}

export function cos(a: Complex): Complex {
  if (a.im === 0) return real(Math.cos(a.re));
  const up = exp(times(i, a));
  return over(add(up, over(real(1), up)), real(2));
}

export function arcsin(a: Complex): Complex {
  if (a.im === 0 && Math.abs(a.re) <= 1) return real(Math.asin(a.re));
  const rest = root(add(real(1), negative(times(a, a))), real(2));
  return times(negative(i), log(add(times(i, a), rest)));
}

export function arctan(a: Complex): Complex {
  if (a.im === 0) return real(Math.atan(a.re));
  const difference = add(
    log(add(real(1), times(i, a))),
    negative(log(add(real(1), negative(times(i, a))))),
  );
  return over(difference, { re: 0, im: 2 });
}
