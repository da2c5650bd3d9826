export { version as plumblineVersion } from '../../package.json' with { type: 'json' };
