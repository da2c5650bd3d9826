/** Where a model's files are read from: the folder that ships with the app, or the store of downloaded and imported models. */
export type ModelSource =
  | {
      readonly kind: 'shipped';
      /** Absolute address of the folder that the model's path is relative to. */
      readonly base: string;
    }
  | { readonly kind: 'stored'; readonly key: string };
