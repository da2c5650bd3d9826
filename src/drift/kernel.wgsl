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
var<workgroup> readings: array<Reading, 2>;

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

// What is found of one side. Keys are 0 where there is no such id.
struct Reading {
  top: array<vec2u, candidates>,
  greatest: f32,
  scale: f32,
  log_sum: f32,
  dropped: f32,
}

fn weight_of(bits: u32, greatest: f32) -> f32 {
  if (bits == minus_infinity) { return 0.0; }
  return exp(bitcast<f32>(bits) - greatest);
}

// A float's sum of many terms loses digits: each stretch of some terms is summed for itself.
const stretch = 16u;

fn read_side(side: u32, start: u32, local: u32) {
  let none = vec2u(0u, 0xffffffffu);
  var own = array<vec2u, candidates>(none, none, none);
  var besides = none;
  for (var id = local; id < shape.width[side]; id += threads) {
    let bits = bits_of(side, start + id);
    if ((bits & 0x7f800000u) == 0x7f800000u && bits != minus_infinity) {
      atomicOr(&flags, not_a_number);
    }
    let one = vec2u(key_of(bits), id);
    if (!is_shared(id)) {
      if (better(one, besides)) { besides = one; }
    } else if (better(one, own[2])) {
      own[2] = one;
      if (better(one, own[1])) {
        own[2] = own[1];
        own[1] = one;
      }
      if (better(one, own[0])) {
        own[1] = own[0];
        own[0] = one;
      }
    }
  }
  var reading: Reading;
  // The last round is of the ids that are not shared.
  for (var rank = 0u; rank <= candidates; rank++) {
    let best = best_of_all(local, select(own[0], besides, rank == candidates));
    if (rank == candidates) { besides = best; }
    else { reading.top[rank] = best; }
    if (own[0].y == best.y) {
      own[0] = own[1];
      own[1] = own[2];
      own[2] = none;
    }
  }

  reading.greatest = value_of(reading.top[0].x);
  let other = value_of(besides.x);
  var total = vec2f();
  var part = vec2f();
  var count = 0u;
  for (var id = local; id < shape.width[side]; id += threads) {
    let bits = bits_of(side, start + id);
    if (is_shared(id)) { part.x += weight_of(bits, reading.greatest); }
    else { part.y += weight_of(bits, other); }
    count++;
    if (count % stretch == 0u) {
      total += part;
      part = vec2f();
    }
  }
  // The sums of exp(z − greatest) over the shared ids (x) and over all others (y), of which some may have no greatest.
  let masses = sum_of_all(local, vec4f(total + part, 0.0, 0.0)).xy;
  reading.scale = 1.0 / masses.x;
  reading.log_sum = log(masses.x);
  if (masses.y > 0.0) {
    let whole = max(reading.greatest, other);
    let lost = masses.y * exp(other - whole);
    reading.dropped = lost / (lost + masses.x * exp(reading.greatest - whole));
  }
  if (local == 0u) { readings[side] = reading; }
  workgroupBarrier();
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

@compute @workgroup_size(256)
fn measure(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) local: u32) {
  let place = places[group.x];
  for (var side = 0u; side < 2u; side++) { read_side(side, place.start[side], local); }
  let one = readings[0];
  let other = readings[1];

  var total = vec3f();
  var part = vec3f();
  var count = 0u;
  for (var id = local; id < shape.end; id += threads) {
    if (is_shared(id)) {
      let p_bits = baseline[place.start.x + id];
      let q_bits = reasoning[place.start.y + id];
      let p = weight_of(p_bits, one.greatest) * one.scale;
      let q = weight_of(q_bits, other.greatest) * other.scale;
      if (p_bits == minus_infinity || q_bits == minus_infinity) {
        if (p_bits != q_bits) {
          atomicOr(&flags, select(reverse_infinite, forward_infinite, q_bits == minus_infinity));
        }
        part += vec3f(q, p, (p + q) * 0.69314718);
      } else {
        // Each side's greatest is taken out first: two sides' logits can lie far apart and mean the same.
        let log_p = bitcast<f32>(p_bits) - one.greatest;
        let log_q = bitcast<f32>(q_bits) - other.greatest;
        let d = (log_p - log_q) - (one.log_sum - other.log_sum);
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
  for (var side = 0u; side < 2u; side++) {
    let reading = readings[side];
    let start = place.start[side];
    var own = 0.0;
    if (is_shared(place.token)) {
      own = weight_of(bits_of(side, start + place.token), reading.greatest) * reading.scale;
    }
    results[at + 4u + side] = bitcast<u32>(own);
    results[at + 6u + side] = bitcast<u32>(reading.dropped);
    for (var rank = 0u; rank < candidates; rank++) {
      let id = reading.top[rank].y;
      let weight = weight_of(bits_of(side, start + id), reading.greatest);
      results[at + 8u + side * candidates + rank] = id;
      results[at + 14u + side * candidates + rank] = bitcast<u32>(weight * reading.scale);
    }
  }
  var raised = atomicLoad(&flags);
  let masked = key_of(minus_infinity);
  if (one.top[0].x == masked || other.top[0].x == masked) { raised |= nothing_shared; }
  results[at + 3u] = raised;
}
