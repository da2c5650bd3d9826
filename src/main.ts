import { mount } from 'svelte';
import { compose } from './app/compose.ts';
import { createHeadless } from './app/headless.ts';
import { showBootFailure } from './app/boot-failure.ts';
import App from './ui/App.svelte';
import './ui/tokens.css';

const target = document.getElementById('app');
if (target === null) throw new Error('index.html has no #app');
try {
  const app = compose();
  app.ledger.record();
  window.plumbline = createHeadless(app);
  mount(App, { target, props: { app } });
} catch (error) {
  showBootFailure(target, error);
}
