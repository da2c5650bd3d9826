/** A place of two models that the tests know by scipy: six shared tokens of nine, and logits of different widths. */
export const place = {
  baseline: Float32Array.of(2.5, -1, 0.25, 3, -0.5, 1, 0.75, 4),
  reasoning: Float32Array.of(1.5, 0, 0.5, 3.5, -2, 1.25, -0.75, -1, 2),
};
export const shared = Uint8Array.of(1, 1, 1, 1, 1, 1, 0);
