/**
 * Noise schedules and sampling methods as arithmetic on {@link org.latentj.sampler.Latents}.
 * Depends on {@code tensor} and {@code model}.
 */
package org.latentj.sampler;
