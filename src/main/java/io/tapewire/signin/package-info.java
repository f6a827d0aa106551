/** Signing in with OpenID Connect: the authorization code flow with a provider, and signing out. */
package io.tapewire.signin;
