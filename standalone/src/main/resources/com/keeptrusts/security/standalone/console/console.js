import {ask, Refused} from './backend.js';
import * as passkeys from './passkeys.js';

const SECTIONS = ['sign-in', 'second-factor', 'rotation', 'security'];
/** Shorter than a challenge is good for. */
const FILL_IN_AGAIN = 4 * 60 * 1000;

const SENTENCES = {
  'sign-in-failed': 'E-mail or password is wrong.',
  'wrong-code': 'This code was not accepted. Try the next one.',
  'sign-in-not-open': 'This took too long. Start again.',
  'session-not-live': 'You are signed out.',
  'unauthenticated': 'The console has no credential any more: its operator revoked it, or let it expire.',
  'passkey-unknown': 'This passkey is of no use here any more. Sign in another way.',
};

const at = (id) => document.getElementById(id);
let pendingSignIn = null;
let fillIn = null;
let secondFactorDue = false;

// What is said

function sentence(failure) {
  if (failure instanceof Refused) {
    return SENTENCES[failure.type] ?? failure.message;
  }
  if (failure.name === 'InvalidStateError') {
    return 'This authenticator has a passkey of yours already.';
  }
  if (failure.name === 'NotAllowedError' || failure.name === 'AbortError') {
    return 'No passkey was used: it was cancelled, took too long, or there is none here.';
  }
  return passkeys.known ? 'The browser could not do this.' : 'This browser knows no passkeys.';
}

function say(text, bad = false) {
  at('status').textContent = text;
  at('status').classList.toggle('bad', bad);
}

async function attempt(work) {
  say('');
  document.body.setAttribute('aria-busy', 'true');
  try {
    await work();
  } catch (failure) {
    if (failure.type === 'session-not-live' || failure.type === 'sign-in-not-open') {
      showSignIn();
    }
    say(sentence(failure), true);
  } finally {
    document.body.removeAttribute('aria-busy');
  }
}

function show(section) {
  SECTIONS.forEach((id) => { at(id).hidden = id !== section; });
  at('sign-out').hidden = section !== 'security' && section !== 'rotation';
  document.querySelectorAll('input[type=password]').forEach((input) => { input.value = ''; });
  at(section + '-title').focus();
}

// Signing in

function showSignIn() {
  pendingSignIn = null;
  forgetCodes();
  at('passkeys').replaceChildren();
  show('sign-in');
  offerPasskeys();
}

/** Passkeys among what the browser fills in; whatever else is chosen ends that. */
async function offerPasskeys() {
  stopOffering();
  const offer = new AbortController();
  fillIn = offer;
  if (!await passkeys.fillsIn() || offer.signal.aborted) {
    return;
  }
  const renewal = setTimeout(offerPasskeys, FILL_IN_AGAIN);
  offer.signal.addEventListener('abort', () => clearTimeout(renewal));
  try {
    const answer = await passkeys.signIn('conditional', offer.signal);
    stopOffering();
    await attempt(() => goOn(answer));
  } catch (failure) {
    if (failure instanceof Refused) {
      say(sentence(failure), true);
    }
  }
}

function stopOffering() {
  fillIn?.abort();
  fillIn = null;
}

async function goOn(answer) {
  if (answer.status === 'SECOND_FACTOR_REQUIRED') {
    pendingSignIn = answer.signIn;
    const offers = (factor) => answer.secondFactors.includes(factor);
    at('second-passkey').hidden = !offers('PASSKEY');
    at('totp-form').hidden = !offers('TOTP');
    at('recovery-form').hidden = !offers('RECOVERY_CODE');
    show('second-factor');
  } else {
    await showOwn();
    sayWhatIsLeft(answer);
  }
}

/** After a recovery code: whoever needed one has lost what they sign in with, or not at hand. */
function sayWhatIsLeft({recoveryCodesLeft, setUpNewAuthenticator}) {
  if (recoveryCodesLeft === undefined) {
    return;
  }
  const left = `Recovery codes left: ${recoveryCodesLeft}.`;
  say(setUpNewAuthenticator
    ? `${left} If you lost what you sign in with, remove it and set up another.`
    : left);
}

/** One way to sign in; if it leads nowhere, the browser fills in passkeys again. */
function instead(way) {
  return async () => {
    stopOffering();
    try {
      await goOn(await way());
    } catch (failure) {
      offerPasskeys();
      throw failure;
    }
  };
}

// What is one's own

async function showOwn() {
  let own;
  try {
    own = await ask('GET', '/me/passkeys');
  } catch (refused) {
    if (refused.type === 'password-rotation-required') {
      return showRotation();
    }
    throw refused;
  }
  list(own);
  show('security');
  await passkeys.tellOf(own.signals);
}

async function showRotation() {
  const form = await ask('GET', '/me/password/form');
  at('length').textContent = `At least ${form.minimumLength} characters. Several words are fine.`;
  secondFactorDue = form.secondFactorRequired;
  at('rotation-factor').hidden = !secondFactorDue;
  show('rotation');
}

async function rotate() {
  const chosen = {temporaryPassword: at('temporary').value, newPassword: at('new-password').value};
  const code = at('rotation-code').value.trim();
  if (secondFactorDue && code === '') {
    chosen.passkey = await passkeys.proof();
  } else if (secondFactorDue) {
    chosen[/^\d{6}$/.test(code) ? 'totpCode' : 'recoveryCode'] = code;
  }
  await ask('POST', '/me/password/rotation', chosen);
  await showOwn();
}

function list(own) {
  at('account').textContent = `${own.signals.displayName} · ${own.signals.name}`;
  at('no-passkeys').hidden = own.passkeys.length > 0;
  at('passkeys').replaceChildren(...own.passkeys.map(row));
}

function day(instant) {
  return new Date(instant).toLocaleString(undefined, {dateStyle: 'medium', timeStyle: 'short'});
}

function row(passkey) {
  const item = at('passkey-row').content.cloneNode(true).firstElementChild;
  const part = (selector) => item.querySelector(selector);
  part('.name').textContent = passkey.name;
  part('.facts').textContent = [
    passkey.authenticator,
    passkey.deviceType === 'SYNCED' ? 'synced between devices' : 'on one device only',
    ...(passkey.discoverable === false ? ['as second factor only'] : []),
  ].join(' · ');
  part('.times').textContent = `Added ${day(passkey.registeredAt)} · ` +
    (passkey.lastUsedAt ? `last used ${day(passkey.lastUsedAt)}` : 'never used');
  part('.begin-rename').setAttribute('aria-label', `Rename ${passkey.name}`);
  part('.remove').setAttribute('aria-label', `Remove ${passkey.name}`);
  part('.begin-rename').addEventListener('click', () => {
    part('.rename').hidden = !part('.rename').hidden;
    part('input').value = passkey.name;
    part('input').focus();
  });
  onSubmit(part('.rename'), async () => {
    await ask('PUT', `/me/passkeys/${passkey.passkey}/name`, {name: part('input').value});
    await showOwn();
    say('Renamed.');
  });
  onClick(part('.remove'), async () => {
    await proven(() => ask('DELETE', `/me/passkeys/${passkey.passkey}`));
    await showOwn();
    say(`${passkey.name} is removed.`);
  });
  return item;
}

async function add() {
  const added = await proven(() => passkeys.add(at('hint').value, at('new-name').value.trim()));
  at('add-form').reset();
  await showOwn();
  if (added.recoveryCodes) {
    at('code-list').replaceChildren(...added.recoveryCodes.map((code) => {
      const item = document.createElement('li');
      item.textContent = code;
      return item;
    }));
    at('codes').hidden = false;
    at('codes-title').focus();
  }
  say(`${added.name} is added.`);
}

function forgetCodes() {
  at('codes').hidden = true;
  at('code-list').replaceChildren();
}

// Proving it again

async function proven(work) {
  try {
    return await work();
  } catch (refused) {
    if (refused.type !== 'reauthentication-required') {
      throw refused;
    }
    await proveAgain();
    return work();
  }
}

/** Resolves once it is proved; being cancelled is like not using a passkey. */
function proveAgain() {
  const dialog = at('again');
  at('again-form').reset();
  at('again-status').textContent = '';
  dialog.showModal();
  return new Promise((resolve, reject) => {
    const tried = (prove) => async (event) => {
      event.preventDefault();
      try {
        await prove();
        resolve();
        dialog.close();
      } catch (failure) {
        at('again-status').textContent = sentence(failure);
      }
    };
    at('again-passkey').onclick = tried(againByPasskey);
    at('again-form').onsubmit = tried(againByPassword);
    at('again-cancel').onclick = () => dialog.close();
    dialog.onclose = () => reject(new DOMException('Cancelled', 'AbortError'));
  });
}

async function againByPasskey() {
  const password = at('again-password').value;
  const passkey = await passkeys.proof();
  await (password === ''
    ? ask('POST', '/me/reauthentications/passkey', {credential: passkey})
    : ask('POST', '/me/reauthentications', {password, passkey}));
}

async function againByPassword() {
  const password = at('again-password').value;
  const totpCode = at('again-code').value.trim();
  await ask('POST', '/me/reauthentications', totpCode ? {password, totpCode} : {password});
}

// What is clicked

function onClick(element, work) {
  element.addEventListener('click', () => attempt(work));
}

function onSubmit(form, work) {
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    attempt(work);
  });
}

function finishWith(kind, input) {
  return async () => {
    const code = at(input).value.trim();
    await goOn(await ask('POST', `/sign-ins/${kind}`, {signIn: pendingSignIn, code}));
    at(input).value = '';
  };
}

onSubmit(at('password-form'), instead(() =>
  ask('POST', '/sign-ins', {email: at('email').value, password: at('password').value})));
onClick(at('passkey-sign-in'), instead(() => passkeys.signIn()));
onClick(at('second-passkey'), async () => goOn(await passkeys.finishSignIn(pendingSignIn)));
onSubmit(at('totp-form'), finishWith('totp', 'totp'));
onSubmit(at('recovery-form'), finishWith('recovery-code', 'recovery'));
onClick(at('start-again'), async () => showSignIn());
onSubmit(at('rotation-form'), rotate);
onSubmit(at('add-form'), add);
onClick(at('codes-kept'), async () => forgetCodes());
onClick(at('sign-out'), async () => {
  await ask('DELETE', '/me/session');
  showSignIn();
  say('You are signed out.');
});

try {
  await showOwn();
} catch (failure) {
  if (failure.type !== 'session-not-live') {
    say(sentence(failure), true);
  }
  showSignIn();
}
