/**
 * The user's models in a build: Maven's settings for the library, and what {@code sd:models} does.
 */
package org.latentj.maven.models;
