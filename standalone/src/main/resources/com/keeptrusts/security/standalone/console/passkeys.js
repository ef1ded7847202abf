import {ask} from './backend.js';

/** What the browser asks for and signs (Web Authentication Level 3), and what it is told. */

const browser = window.PublicKeyCredential;

export const known = Boolean(browser?.parseRequestOptionsFromJSON);

export async function fillsIn() {
  return known && Boolean(await browser.isConditionalMediationAvailable?.());
}

async function get(options, mediation, signal) {
  const publicKey = browser.parseRequestOptionsFromJSON(options);
  const credential = await navigator.credentials.get({publicKey, mediation, signal});
  return credential.toJSON();
}

/** By a button, or with `conditional` among what the browser fills in. */
export async function signIn(mediation, signal) {
  const options = await ask('POST', '/sign-ins/passkey/options');
  const credential = await get(options, mediation, signal);
  try {
    return await ask('POST', '/sign-ins/passkey', {credential});
  } catch (refused) {
    if (refused.type === 'passkey-unknown') {
      await tell('signalUnknownCredential', {rpId: options.rpId, credentialId: credential.id});
    }
    throw refused;
  }
}

export async function finishSignIn(signIn) {
  const credential = await get(await ask('POST', '/sign-ins/second-passkey/options', {signIn}));
  return ask('POST', '/sign-ins/second-passkey', {signIn, credential});
}

/** An answer for a proof that goes alone, with a password, or with a rotation. */
export async function proof() {
  return get(await ask('POST', '/me/reauthentications/passkey/options'));
}

export async function add(hint, name) {
  const options = await ask('POST', '/me/passkeys/options', hint ? {hint} : {});
  const publicKey = browser.parseCreationOptionsFromJSON(options);
  const credential = (await navigator.credentials.create({publicKey})).toJSON();
  return ask('POST', '/me/passkeys', name ? {credential, name} : {credential});
}

/** So that a password manager forgets what was removed, and shows today's names. */
export async function tellOf({rpId, userId, allAcceptedCredentialIds, name, displayName}) {
  await tell('signalAllAcceptedCredentials', {rpId, userId, allAcceptedCredentialIds});
  await tell('signalCurrentUserDetails', {rpId, userId, name, displayName});
}

async function tell(signal, data) {
  try {
    await browser?.[signal]?.(data);
  } catch {
    // A browser that cannot use it loses nothing.
  }
}
