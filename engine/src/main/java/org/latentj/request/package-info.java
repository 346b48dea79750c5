/**
 * What a user asks for and gets: one record for each kind of request, one for the result, and a
 * listener. No DJL in sight, so that a front end can hold requests without loading an engine.
 * Depends on {@code image}, {@code metadata}, {@code sampler}, {@code noise}, {@code text} and
 * {@code tensor}.
 */
package org.latentj.request;
