// A workgroup a place: softmax of both sides over the shared tokens, what they diverge by, what each finds likeliest.
// Its twin in float64 is measures.ts.

struct Place {
  // Where the place's logits begin in each side's binding.
  start: vec2u,
  token: u32,
  unused: u32,
}

struct Shape {
  // Logits a place, on each side.
  width: vec2u,
  // Ids from here on are not shared.
  known: u32,
  // One past the last shared id.
  end: u32,
}

// Logits are read as bits, because WGSL lets a compiler take it that no float is infinite or NaN.
@group(0) @binding(0) var<storage, read> baseline: array<u32>;
@group(0) @binding(1) var<storage, read> reasoning: array<u32>;
// A bit an id.
@group(0) @binding(2) var<storage, read> shared_bits: array<u32>;
@group(0) @binding(3) var<storage, read> places: array<Place>;
@group(0) @binding(4) var<storage, read_write> results: array<u32>;
@group(0) @binding(5) var<uniform> shape: Shape;

const threads = 256u;
const candidates = 3u;
const words = 20u;
const minus_infinity = 0xff800000u;
// Flags of a result.
const forward_infinite = 1u;
const reverse_infinite = 2u;
const not_a_number = 4u;
const nothing_shared = 8u;

var<workgroup> sums: array<vec4f, threads>;
var<workgroup> bests: array<vec2u, threads>;
var<workgroup> flags: atomic<u32>;

fn bits_of(side: u32, at: u32) -> u32 {
  if (side == 0u) { return baseline[at]; }
  return reasoning[at];
}

fn is_shared(id: u32) -> bool {
  return id < shape.known && ((shared_bits[id >> 5u] >> (id & 31u)) & 1u) == 1u;
}

// Bits whose order as integers is the floats' own; more than 0 for all floats. Both zeros are one.
fn key_of(bits: u32) -> u32 {
  if ((bits & 0x7fffffffu) == 0u) { return 0x80000000u; }
  if ((bits >> 31u) == 1u) { return ~bits; }
  return bits | 0x80000000u;
}

fn value_of(key: u32) -> f32 {
  if ((key >> 31u) == 1u) { return bitcast<f32>(key & 0x7fffffffu); }
  return bitcast<f32>(~key);
}

// Of pairs of a key and an id: the greater key, of equal ones the lower id.
fn better(one: vec2u, other: vec2u) -> bool {
  return one.x > other.x || (one.x == other.x && one.y < other.y);
}

fn best_of_all(local: u32, own: vec2u) -> vec2u {
  bests[local] = own;
  workgroupBarrier();
  for (var half = threads / 2u; half > 0u; half /= 2u) {
    if (local < half && better(bests[local + half], bests[local])) {
      bests[local] = bests[local + half];
    }
    workgroupBarrier();
  }
  let best = bests[0];
  workgroupBarrier();
  return best;
}

fn sum_of_all(local: u32, own: vec4f) -> vec4f {
  sums[local] = own;
  workgroupBarrier();
  for (var half = threads / 2u; half > 0u; half /= 2u) {
    if (local < half) { sums[local] += sums[local + half]; }
    workgroupBarrier();
  }
  let sum = sums[0];
  workgroupBarrier();
  return sum;
}

struct Peaks {
  // Of the shared ids, and of all others: 0 where there is none.
  top: array<vec2u, candidates>,
  other: u32,
}

fn peaks_of(side: u32, start: u32, local: u32) -> Peaks {
  let none = vec2u(0u, 0xffffffffu);
  var own = array<vec2u, candidates>(none, none, none);
  var other = none;
  for (var id = local; id < shape.width[side]; id += threads) {
    let bits = bits_of(side, start + id);
    if ((bits & 0x7f800000u) == 0x7f800000u && bits != minus_infinity) {
      atomicOr(&flags, not_a_number);
    }
    let one = vec2u(key_of(bits), id);
    if (is_shared(id)) {
      if (better(one, own[2])) {
        if (better(one, own[1])) {
          own[2] = own[1];
          if (better(one, own[0])) {
            own[1] = own[0];
            own[0] = one;
          } else { own[1] = one; }
        } else { own[2] = one; }
      }
    } else if (better(one, other)) { other = one; }
  }
  var peaks: Peaks;
  for (var rank = 0u; rank < candidates; rank++) {
    let best = best_of_all(local, own[0]);
    peaks.top[rank] = best;
    if (own[0].y == best.y) {
      own[0] = own[1];
      own[1] = own[2];
      own[2] = none;
    }
  }
  peaks.other = best_of_all(local, other).x;
  return peaks;
}

fn weight_of(bits: u32, greatest: f32) -> f32 {
  if (bits == minus_infinity) { return 0.0; }
  return exp(bitcast<f32>(bits) - greatest);
}

// A float's sum of many terms loses digits: each stretch of some terms is summed for itself.
const stretch = 16u;

// The sums of exp(z − greatest) over the shared ids (x) and over all others (y).
fn sums_of(side: u32, start: u32, local: u32, greatest: f32, other: f32) -> vec2f {
  var total = vec2f();
  var part = vec2f();
  var count = 0u;
  for (var id = local; id < shape.width[side]; id += threads) {
    let bits = bits_of(side, start + id);
    if (is_shared(id)) { part.x += weight_of(bits, greatest); }
    else { part.y += weight_of(bits, other); }
    count++;
    if (count % stretch == 0u) {
      total += part;
      part = vec2f();
    }
  }
  return sum_of_all(local, vec4f(total + part, 0.0, 0.0)).xy;
}

// Twice what an outcome adds to the Jensen–Shannon divergence: with c = √(pq) and u = d/2 it is
// 2c (u sinh u − cosh u ln cosh u) = c (u² + u⁶/72 + …), the series where the difference would lose the digits.
fn js_term(p: f32, q: f32, d: f32) -> f32 {
  let more = max(p, q);
  let x = abs(d);
  if (x > 60.0) { return more * 0.69314718; }
  if (x < 0.25) {
    let square = x * x / 4.0;
    return more * exp(-x / 2.0) * square * (1.0 + square * square / 72.0);
  }
  let less = min(p, q);
  return (p + q) * log(2.0 / (1.0 + exp(-x))) - less * x;
}

// p d + q − p with d = ln p − ln q. Summed over all outcomes it is the Kullback–Leibler divergence, as both sum to 1, but no
// term is below 0, and an error in the sums that p and q were divided by counts only by its square.
fn kl_term(p: f32, q: f32, d: f32) -> f32 {
  if (abs(d) < 0.25) {
    return p * d * d * (0.5 - d * (1.0 / 6.0 - d * (1.0 / 24.0 - d * (1.0 / 120.0 - d / 720.0))));
  }
  return p * d + (q - p);
}

fn dropped_of(masses: vec2f, greatest: f32, other: f32) -> f32 {
  if (masses.y == 0.0) { return 0.0; }
  let whole = max(greatest, other);
  let shared_mass = masses.x * exp(greatest - whole);
  let other_mass = masses.y * exp(other - whole);
  return other_mass / (shared_mass + other_mass);
}

@compute @workgroup_size(256)
fn measure(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) local: u32) {
  let place = places[group.x];
  let one = peaks_of(0u, place.start.x, local);
  let other = peaks_of(1u, place.start.y, local);
  let greatest = vec2f(value_of(one.top[0].x), value_of(other.top[0].x));
  let besides = vec2f(value_of(one.other), value_of(other.other));
  let sums_one = sums_of(0u, place.start.x, local, greatest.x, besides.x);
  let sums_other = sums_of(1u, place.start.y, local, greatest.y, besides.y);
  let scale = 1.0 / vec2f(sums_one.x, sums_other.x);
  let shift = (greatest.x - greatest.y) + (log(sums_one.x) - log(sums_other.x));

  var total = vec3f();
  var part = vec3f();
  var count = 0u;
  for (var id = local; id < shape.end; id += threads) {
    if (is_shared(id)) {
      let p_bits = baseline[place.start.x + id];
      let q_bits = reasoning[place.start.y + id];
      let p = weight_of(p_bits, greatest.x) * scale.x;
      let q = weight_of(q_bits, greatest.y) * scale.y;
      if (p_bits == minus_infinity || q_bits == minus_infinity) {
        if (p_bits != q_bits) {
          atomicOr(&flags, select(reverse_infinite, forward_infinite, q_bits == minus_infinity));
        }
        part += vec3f(q, p, (p + q) * 0.69314718);
      } else {
        let d = (bitcast<f32>(p_bits) - bitcast<f32>(q_bits)) - shift;
        part += vec3f(kl_term(p, q, d), kl_term(q, p, -d), js_term(p, q, d));
      }
    }
    count++;
    if (count % stretch == 0u) {
      total += part;
      part = vec3f();
    }
  }
  let measures = sum_of_all(local, vec4f(total + part, 0.0));

  if (local != 0u) { return; }
  let at = group.x * words;
  results[at] = bitcast<u32>(max(0.0, measures.x));
  results[at + 1u] = bitcast<u32>(max(0.0, measures.y));
  results[at + 2u] = bitcast<u32>(clamp(measures.z / 2.0, 0.0, 0.69314718));
  results[at + 4u] = 0u;
  results[at + 5u] = 0u;
  if (is_shared(place.token)) {
    let p = weight_of(baseline[place.start.x + place.token], greatest.x) * scale.x;
    let q = weight_of(reasoning[place.start.y + place.token], greatest.y) * scale.y;
    results[at + 4u] = bitcast<u32>(p);
    results[at + 5u] = bitcast<u32>(q);
  }
  results[at + 6u] = bitcast<u32>(dropped_of(sums_one, greatest.x, besides.x));
  results[at + 7u] = bitcast<u32>(dropped_of(sums_other, greatest.y, besides.y));
  for (var rank = 0u; rank < candidates; rank++) {
    let p = one.top[rank];
    let q = other.top[rank];
    results[at + 8u + rank] = p.y;
    results[at + 11u + rank] = q.y;
    results[at + 14u + rank] = bitcast<u32>(weight_of(baseline[place.start.x + p.y], greatest.x) * scale.x);
    results[at + 17u + rank] = bitcast<u32>(weight_of(reasoning[place.start.y + q.y], greatest.y) * scale.y);
  }
  var raised = atomicLoad(&flags);
  let masked = key_of(minus_infinity);
  if (one.top[0].x == masked || other.top[0].x == masked) { raised |= nothing_shared; }
  results[at + 3u] = raised;
}
