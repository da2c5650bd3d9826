/** The script of report files as one text. It stands here when the site is built or tested: `bin/report-check.ts` puts it in place of this file. */
export const builtCheck: string = '';
